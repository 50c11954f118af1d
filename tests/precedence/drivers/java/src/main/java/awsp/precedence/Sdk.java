package awsp.precedence;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** What the SDK makes of a case, asked the way a program asks that takes every default. */
final class Sdk {
    private static final String[] FIELDS = {
        "access_key_id", "secret_access_key", "session_token", "account", "error", "region", "region_error", "endpoint",
        "call_region", "call_error",
    };

    private static final URI ENDPOINT = URI.create("https://sts.example.com");

    private final String profile;
    private final Map<String, String> found = new LinkedHashMap<>();

    private Sdk(String profile) {
        this.profile = profile;
        for (String field : FIELDS) {
            found.put(field, null);
        }
    }

    /** Returns the answer to a case whose surroundings have been entered; the profile may be null. */
    static Map<String, String> answer(String profile) {
        Sdk sdk = new Sdk(profile);
        sdk.attempt("region_error", sdk::findRegion);
        sdk.attempt("error", sdk::findCredentials);
        return sdk.found;
    }

    /** Returns an answer that holds nothing but why there are no credentials. */
    static Map<String, String> failure(String reason) {
        Sdk sdk = new Sdk(null);
        sdk.found.put("error", reason);
        return sdk.found;
    }

    /** Returns the class of an exception and the first line of its message. */
    static String problem(Throwable error) {
        String message = error.getMessage() == null ? "" : error.getMessage();
        return error.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
    }

    private void attempt(String error, Callable<Void> action) {
        try {
            action.call();
        } catch (Exception | LinkageError problem) {
            found.put(error, problem(problem));
        }
    }

    private Void findRegion() {
        var chain = DefaultAwsRegionProviderChain.builder().profileName(profile).build();
        found.put("region", chain.getRegion().id());
        return null;
    }

    private Void findCredentials() {
        try (var provider = DefaultCredentialsProvider.builder().profileName(profile).build()) {
            refuseBadSettings(provider);
            note(provider.resolveCredentials());
            // Without a Region no client is made, and the metadata service need not be waited for again.
            if (found.get("region") == null) {
                found.put("call_error", found.get("region_error"));
                return null;
            }
            attempt("call_error", () -> call(provider));
            found.put("endpoint", FakeAws.endpoint());
            found.put("call_region", FakeAws.region());
        }
        return null;
    }

    private void note(AwsCredentials credentials) {
        found.put("access_key_id", credentials.accessKeyId());
        found.put("secret_access_key", credentials.secretAccessKey());
        found.put("account", credentials.accountId().orElse(null));
        if (credentials instanceof AwsSessionCredentials session) {
            found.put("session_token", session.sessionToken());
        }
    }

    private Void call(DefaultCredentialsProvider provider) {
        try (var client = builder(provider).build()) {
            client.getCallerIdentity();
        }
        return null;
    }

    /** Fails where no client can be built, whatever its Region: then nothing can be signed, whatever the credentials. */
    private void refuseBadSettings(DefaultCredentialsProvider provider) {
        builder(provider).region(Region.US_EAST_1).endpointOverride(ENDPOINT).build().close();
        try {
            builder(provider).region(Region.US_EAST_1).build().close();
        } catch (NullPointerException | SdkException endpoint) {
            // An endpoint that is no URL is the call's problem.
        }
    }

    private StsClientBuilder builder(DefaultCredentialsProvider provider) {
        var builder = StsClient.builder().credentialsProvider(provider);
        if (profile != null) {
            builder.overrideConfiguration(settings -> settings.defaultProfileName(profile));
        }
        return builder;
    }
}
