package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/endpointcreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func askSDK(ctx context.Context, profile string, network *Reroute, answer *Answer) {
	configuration, err := load(ctx, profile, network)
	if err != nil {
		answer.Error = describe(err)
		answer.RegionError = answer.Error
		return
	}
	answer.Region = unlessEmpty(configuration.Region)

	credentials, err := configuration.Credentials.Retrieve(ctx)
	if err != nil {
		answer.Error = describe(err)
		return
	}
	answer.setCredentials(credentials)

	client := sts.NewFromConfig(configuration)
	if _, err := client.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{}); err != nil {
		answer.CallError = describe(err)
	}
}

func load(ctx context.Context, profile string, network *Reroute) (aws.Config, error) {
	client, err := network.buildableClient()
	if err != nil {
		return aws.Config{}, err
	}
	return config.LoadDefaultConfig(ctx,
		config.WithSharedConfigProfile(profile),
		config.WithHTTPClient(client),
		config.WithRetryer(patientRetryer),
		// The provider for containers doesn't take the client of the configuration.
		config.WithEndpointCredentialOptions(func(options *endpointcreds.Options) {
			options.HTTPClient = client
		}),
	)
}

// patientRetryer asks again at once: the SDK gives the metadata service half a second, which a busy
// machine may not keep.
func patientRetryer() aws.Retryer {
	return retry.AddWithMaxBackoffDelay(retry.NewStandard(), 10*time.Millisecond)
}
