package main

import (
	"net"
	"net/url"
	"os"
)

// Terraform's library hands its client neither to the provider for containers nor to the one that
// asks the EC2 metadata service for the Region; both take their address from the environment.
var addressVariables = []string{
	"AWS_CONTAINER_CREDENTIALS_FULL_URI",
	"AWS_EC2_METADATA_SERVICE_ENDPOINT",
}

// rerouteEnvironment puts a proxy before other hosts, and an alias for this machine or for an
// encrypted connection, where a proxy wouldn't be asked or couldn't look inside.
func (reroute *Reroute) rerouteEnvironment() error {
	proxy, err := reroute.listen("http", "")
	if err != nil {
		return err
	}
	os.Setenv("HTTP_PROXY", "http://"+proxy)
	os.Unsetenv("NO_PROXY")
	os.Unsetenv("no_proxy")
	for _, name := range addressVariables {
		if err := reroute.alias(name); err != nil {
			return err
		}
	}
	return nil
}

func (reroute *Reroute) alias(name string) error {
	original, err := url.Parse(os.Getenv(name))
	if err != nil || !isBeyondProxy(original) {
		return nil
	}
	address, err := reroute.listen(original.Scheme, original.Host)
	if err != nil {
		return err
	}
	reroute.aliases[address] = original
	replaced := *original
	replaced.Scheme, replaced.Host = "http", address
	return os.Setenv(name, replaced.String())
}

func isBeyondProxy(address *url.URL) bool {
	switch address.Scheme {
	case "http":
		return address.Hostname() == "localhost" || net.ParseIP(address.Hostname()).IsLoopback()
	case "https":
		return address.Hostname() != ""
	default:
		return false
	}
}
