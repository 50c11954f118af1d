package awsp.precedence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/** The HTTP client that every service client of the SDK finds on the class path. */
public final class FakeHttpService implements SdkHttpService {
    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
        return new ClientBuilder();
    }

    private static final class ClientBuilder implements SdkHttpClient.Builder<ClientBuilder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return new Client();
        }
    }

    private static final class Client implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new Call(request);
        }

        @Override
        public String clientName() {
            return "Fake";
        }

        @Override
        public void close() {
        }
    }

    private record Call(HttpExecuteRequest request) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            var http = request.httpRequest();
            var answer = FakeAws.send(http.method().name(), http.getUri(), http.headers(), body());
            return HttpExecuteResponse.builder()
                    .response(responseOf(answer))
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
                    .build();
        }

        private byte[] body() throws IOException {
            ContentStreamProvider provider = request.contentStreamProvider().orElse(null);
            if (provider == null) {
                return new byte[0];
            }
            try (InputStream stream = provider.newStream()) {
                return stream.readAllBytes();
            }
        }

        private static SdkHttpFullResponse responseOf(HttpResponse<byte[]> answer) {
            return SdkHttpFullResponse.builder()
                    .statusCode(answer.statusCode())
                    .headers(answer.headers().map())
                    .build();
        }

        @Override
        public void abort() {
        }
    }
}
