package awsp.precedence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** Reads a case on each line of the input, and prints on a line what the AWS SDK for Java makes of it. */
public final class Driver {
    private static final int SECONDS_FOR_A_CASE = 20;

    private Driver() {
    }

    public static void main(String[] arguments) throws Exception {
        Surroundings.fixFolders();
        FakeConnection.install();
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            output.println(json(answer(JsonNode.parser().parse(line).asObject())));
        }
        Surroundings.leave();
        System.exit(0);
    }

    private static Map<String, String> answer(Map<String, JsonNode> request) throws Exception {
        Surroundings.enter(Path.of(request.get("home").text()), variables(request.get("variables")));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("id", request.get("id").text());
        String profile = request.get("profile").text();
        answer.putAll(withinTime(profile == null || profile.isEmpty() ? null : profile));
        return answer;
    }

    private static Map<String, String> variables(JsonNode object) {
        Map<String, String> variables = new LinkedHashMap<>();
        object.asObject().forEach((name, value) -> variables.put(name, value.text()));
        return variables;
    }

    private static Map<String, String> withinTime(String profile) throws Exception {
        var executor = Executors.newSingleThreadExecutor();
        try {
            return executor.submit(() -> Sdk.answer(profile)).get(SECONDS_FOR_A_CASE, TimeUnit.SECONDS);
        } catch (TimeoutException timeout) {
            return Sdk.failure("timeout");
        } finally {
            executor.shutdownNow();
        }
    }

    private static String json(Map<String, String> answer) throws IOException {
        JsonWriter writer = JsonWriter.create();
        writer.writeStartObject();
        answer.forEach((name, value) -> write(writer, name, value));
        writer.writeEndObject();
        return new String(writer.getBytes(), StandardCharsets.UTF_8);
    }

    private static void write(JsonWriter writer, String name, String value) {
        writer.writeFieldName(name);
        if (value == null) {
            writer.writeNull();
        } else {
            writer.writeValue(value);
        }
    }
}
