package main

import (
	"context"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// buildableClient reroutes without taking away the SDK's own client: a bundle of certificates
// makes the SDK refuse any other. As the SDK sets the client's dialer, plain requests are sent
// through a proxy, and encrypted ones over a connection that is not.
func (reroute *Reroute) buildableClient() (*awshttp.BuildableClient, error) {
	plain, err := reroute.listen("http", "")
	if err != nil {
		return nil, err
	}
	encrypted, err := reroute.listen("https", "")
	if err != nil {
		return nil, err
	}
	return awshttp.NewBuildableClient().WithTransportOptions(func(transport *http.Transport) {
		transport.Proxy = func(request *http.Request) (*url.URL, error) {
			if request.URL.Scheme == "https" {
				return nil, nil
			}
			return &url.URL{Scheme: "http", Host: plain}, nil
		}
		transport.DialTLSContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, encrypted)
		}
	}), nil
}

// listen answers on an address of this machine for another host: the one given, or else the one
// that the request names.
func (reroute *Reroute) listen(scheme, host string) (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	proxy := &httputil.ReverseProxy{
		Transport: reroute,
		Rewrite: func(request *httputil.ProxyRequest) {
			request.Out.URL.Scheme = scheme
			request.Out.URL.Host = request.In.Host
			if host != "" {
				request.Out.URL.Host = host
			}
		},
	}
	go http.Serve(listener, proxy)
	return listener.Addr().String(), nil
}
