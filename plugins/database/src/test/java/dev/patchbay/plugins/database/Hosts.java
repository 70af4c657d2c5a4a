package dev.patchbay.plugins.database;

import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.TestSetup;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hosts that tests of a class share, one for each database and setup; closed at the end of the class. */
final class Hosts implements AutoCloseable {
    private final Map<String, TestHost> hosts = new LinkedHashMap<>();

    /** The real JAR in the real host, with bare names, on a database as the datasource main. */
    TestClient client(TestDatabase database, String mode, Map<String, Object> configuration) {
        return client(database.name() + mode + configuration, TestSetup.standard().withNamespace("")
                .withSettings(database.settings(mode)).withConfiguration(configuration));
    }

    TestClient client(String name, TestSetup setup) {
        return hosts.computeIfAbsent(name, each -> TestHost.start(Hosts.class, setup)).client();
    }

    @Override
    public void close() {
        hosts.values().forEach(TestHost::close);
        hosts.clear();
    }
}
