package awsp.precedence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.http.HttpResponse;

/** The connection that the SDK gets for the metadata services of machines and containers. */
final class FakeConnection extends HttpURLConnection {
    private HttpResponse<byte[]> answer;

    private FakeConnection(URL url) {
        super(url);
    }

    /** Leads every `http` and `https` URL of this machine to the fake AWS. */
    static void install() {
        URL.setURLStreamHandlerFactory(protocol -> protocol.startsWith("http") ? new Handler() : null);
    }

    private static final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new FakeConnection(url);
        }

        @Override
        protected URLConnection openConnection(URL url, Proxy proxy) {
            return new FakeConnection(url);
        }
    }

    @Override
    public void connect() throws IOException {
        if (answer == null) {
            answer = FakeAws.send(getRequestMethod(), URI.create(url.toString()), getRequestProperties(), new byte[0]);
            connected = true;
        }
    }

    @Override
    public int getResponseCode() throws IOException {
        connect();
        return answer.statusCode();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return "HTTP " + getResponseCode();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        if (getResponseCode() >= HTTP_BAD_REQUEST) {
            throw new IOException(getResponseMessage());
        }
        return new ByteArrayInputStream(answer.body());
    }

    @Override
    public InputStream getErrorStream() {
        return answer == null ? null : new ByteArrayInputStream(answer.body());
    }

    @Override
    public void disconnect() {
    }

    @Override
    public boolean usingProxy() {
        return false;
    }
}
