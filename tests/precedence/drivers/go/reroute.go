package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// Reroute sends every request to the server that stands in for AWS, and remembers where the last
// GetCallerIdentity was meant to go.
type Reroute struct {
	fake    *url.URL
	aliases map[string]*url.URL

	mutex    sync.Mutex
	endpoint *string
	region   *string
}

func newReroute(fake *url.URL) *Reroute {
	return &Reroute{fake: fake, aliases: map[string]*url.URL{}}
}

// RoundTrip implements [http.RoundTripper].
func (reroute *Reroute) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Host == "" || request.URL.Scheme != "http" && request.URL.Scheme != "https" {
		return nil, fmt.Errorf("no address to send to: %q", request.URL)
	}
	body, err := readBody(request)
	if err != nil {
		return nil, err
	}
	if strings.Contains(string(body), "Action=GetCallerIdentity") {
		reroute.remember(request)
	}

	sent := request.Clone(request.Context())
	sent.RequestURI = ""
	sent.Header.Set("x-original-url", reroute.original(request.URL))
	sent.URL.Scheme, sent.URL.Host, sent.URL.User = reroute.fake.Scheme, reroute.fake.Host, nil
	sent.Host = ""
	setBody(sent, body)
	return http.DefaultTransport.RoundTrip(sent)
}

func (reroute *Reroute) original(address *url.URL) string {
	original := *address
	if aliased, found := reroute.aliases[address.Host]; found {
		original.Scheme, original.Host = aliased.Scheme, aliased.Host
	}
	return original.String()
}

// setBody marks an empty body as such: of unknown length, it would be sent in chunks.
func setBody(request *http.Request, body []byte) {
	request.Body, request.ContentLength = http.NoBody, int64(len(body))
	if len(body) > 0 {
		request.Body = io.NopCloser(bytes.NewReader(body))
	}
}

func readBody(request *http.Request) ([]byte, error) {
	if request.Body == nil {
		return nil, nil
	}
	defer request.Body.Close()
	return io.ReadAll(request.Body)
}

func (reroute *Reroute) remember(request *http.Request) {
	reroute.mutex.Lock()
	defer reroute.mutex.Unlock()
	endpoint := strings.TrimSuffix(request.URL.String(), "/")
	reroute.endpoint = &endpoint
	reroute.region = signingRegion(request.Header.Get("Authorization"))
}

// Called tells where GetCallerIdentity was sent, and the Region it was signed for.
func (reroute *Reroute) Called() (endpoint, region *string) {
	reroute.mutex.Lock()
	defer reroute.mutex.Unlock()
	return reroute.endpoint, reroute.region
}

// signingRegion reads the scope `Credential=ID/DATE/REGION/SERVICE/aws4_request`.
func signingRegion(authorization string) *string {
	_, credential, found := strings.Cut(authorization, "Credential=")
	if !found {
		return nil
	}
	scope, _, _ := strings.Cut(credential, ",")
	parts := strings.Split(scope, "/")
	if len(parts) < 5 {
		return nil
	}
	return &parts[len(parts)-3]
}
