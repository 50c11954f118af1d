package awsp.precedence;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server that stands for AWS, and what the last GetCallerIdentity told it. */
final class FakeAws {
    private static final String ADDRESS = System.getenv("AWSP_FAKE_AWS");
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** The Java client sets these itself and refuses to be told. */
    private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "host", "upgrade");
    private static final Pattern SIGNING_REGION = Pattern.compile("Credential=[^/]*/[^/]*/([^/]*)/");

    private static String endpoint;
    private static String region;

    private FakeAws() {
    }

    /** Forgets the calls of an earlier case. */
    static void forget() {
        endpoint = null;
        region = null;
    }

    /** Returns where the last GetCallerIdentity was sent, or null if there was none. */
    static String endpoint() {
        return endpoint;
    }

    /** Returns the region the last GetCallerIdentity was signed for, or null if there was none. */
    static String region() {
        return region;
    }

    /** Sends a request that was meant for `url` to the fake AWS. */
    static HttpResponse<byte[]> send(String method, URI url, Map<String, List<String>> headers, byte[] body)
            throws IOException {
        note(url, headers, body);
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ADDRESS + pathOf(url) + query));
        headers.forEach((name, values) -> values.forEach(value -> add(request, name, value)));
        request.header("x-original-url", url.toString());
        request.method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the case took too long");
        }
    }

    private static void add(HttpRequest.Builder request, String name, String value) {
        if (!RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            request.header(name, value);
        }
    }

    private static String pathOf(URI url) {
        String path = url.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static void note(URI url, Map<String, List<String>> headers, byte[] body) {
        if (!new String(body, StandardCharsets.UTF_8).contains("Action=GetCallerIdentity")) {
            return;
        }
        endpoint = url.toString().replaceAll("/+$", "");
        Matcher signed = SIGNING_REGION.matcher(String.join("", headers.getOrDefault("Authorization", List.of())));
        region = signed.find() ? signed.group(1) : null;
    }
}
