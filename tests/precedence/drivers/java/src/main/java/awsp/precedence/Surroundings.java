package awsp.precedence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.internal.util.EC2MetadataUtils;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/** What a case finds around it: its variables, its folders, and nothing of the case before. */
final class Surroundings {
    private static final Path WORK = Path.of(System.getProperty("awsp.work"));
    private static final Path HOME = WORK.resolve("home");
    private static final Path SHELL = WORK.resolve("bin/sh");
    /** Each fixes a folder below the home folder when it is loaded. */
    private static final String[] CLASSES_THAT_REMEMBER_HOME = {
        "software.amazon.awssdk.services.sso.auth.SsoProfileCredentialsProviderFactory",
        "software.amazon.awssdk.services.ssooidc.internal.OnDiskTokenManager",
        "software.amazon.awssdk.services.signin.auth.LoginCredentialsProvider",
    };

    private Surroundings() {
    }

    /** Lets the SDK fix its folders while HOME is the link. */
    static void fixFolders() throws ReflectiveOperationException {
        for (String name : CLASSES_THAT_REMEMBER_HOME) {
            Class.forName(name);
        }
    }

    /** Takes up the surroundings of a case. */
    static void enter(Path folder, Map<String, String> variables) throws IOException {
        SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
        for (String own : System.getenv().keySet()) {
            SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(own, null);
        }
        variables.forEach(SystemSettingUtilsTestBackdoor::addEnvironmentVariableOverride);
        System.setProperty("user.home", folder.toString());
        link(WORK.resolve("cwd"), folder);
        link(HOME, folder.resolve(variables.getOrDefault("HOME", folder.toString())));
        writeShell(folder, variables);
        EC2MetadataUtils.clearCache();
        EC2MetadataUtils.resetIsFallbackDisableResolved();
        FakeAws.forget();
    }

    /** Removes the folders that stood for those of the cases. */
    static void leave() throws IOException {
        try (var paths = Files.walk(WORK)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void link(Path link, Path target) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    private static void writeShell(Path folder, Map<String, String> variables) throws IOException {
        String assignments = variables.entrySet().stream()
                .map(variable -> quoted(variable.getKey() + "=" + variable.getValue()))
                .collect(Collectors.joining(" "));
        Files.writeString(SHELL, "#!/bin/sh\ncd " + quoted(folder.toString())
                + " && exec /usr/bin/env -i " + assignments + " /bin/sh \"$@\"\n");
        SHELL.toFile().setExecutable(true);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
