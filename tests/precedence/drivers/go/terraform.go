package main

import (
	"context"
	"crypto/x509"
	"errors"
	"log"
	"net/http"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/hashicorp/aws-sdk-go-base/v2/validation"
)

// askTerraform does what the AWS provider does with an empty `provider "aws" {}`, or with one that
// has only a `profile`.
func askTerraform(ctx context.Context, profile string, network *Reroute, answer *Answer) {
	if err := network.rerouteEnvironment(); err != nil {
		log.Fatal(err)
	}
	forgetGoodBundle()
	settings := &awsbase.Config{
		HTTPClient:          &http.Client{Transport: network},
		MaxRetries:          1,
		Profile:             profile,
		SkipCredsValidation: true,
		StsEndpoint:         endpointOfProvider(),
		SuppressDebugLog:    true,
	}
	ctx, configuration, found := awsbase.GetAwsConfig(ctx, settings)
	if found.HasError() {
		answer.Error = describe(firstError(found))
		answer.RegionError = answer.Error
		return
	}
	answer.Region = unlessEmpty(configuration.Region)
	if err := validation.SupportedRegion(configuration.Region); err != nil {
		answer.Error = describe(err)
		return
	}

	credentials, err := configuration.Credentials.Retrieve(ctx)
	if err != nil {
		answer.Error = describe(err)
		return
	}
	answer.setCredentials(credentials)
	callAsTerraform(ctx, configuration, settings, answer)
}

func callAsTerraform(ctx context.Context, configuration aws.Config, settings *awsbase.Config, answer *Answer) {
	settings.SkipCredsValidation = false
	_, _, found := awsbase.GetAwsAccountIDAndPartition(ctx, configuration, settings)
	if found.HasError() {
		answer.CallError = describe(firstError(found))
	}
}

// endpointOfProvider is the provider's own reading of the variables, done before it hands over to
// the library.
func endpointOfProvider() string {
	for _, name := range []string{"AWS_ENDPOINT_URL_STS", "TF_AWS_STS_ENDPOINT", "AWS_STS_ENDPOINT"} {
		if endpoint := os.Getenv(name); endpoint != "" {
			return endpoint
		}
	}
	return ""
}

// forgetGoodBundle takes away a bundle of certificates that can be read: the library takes one with
// no other client than its own. One that can't be read stays, and is refused.
func forgetGoodBundle() {
	bundle, err := os.ReadFile(os.Getenv("AWS_CA_BUNDLE"))
	if err == nil && x509.NewCertPool().AppendCertsFromPEM(bundle) {
		os.Unsetenv("AWS_CA_BUNDLE")
	}
}

func firstError(found diag.Diagnostics) error {
	for _, diagnostic := range found {
		if diagnostic.Severity() != diag.SeverityError {
			continue
		}
		if with, ok := diagnostic.(diag.DiagnosticWithErr); ok {
			return with.Err()
		}
		return errors.New(diagnostic.Summary() + ": " + diagnostic.Detail())
	}
	return nil
}
