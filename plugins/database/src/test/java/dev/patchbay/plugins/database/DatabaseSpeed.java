package dev.patchbay.plugins.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.TestSetup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * How many calls a second a tool over a local PostgreSQL answers, by its primary key, and from the cache. Not run by the
 * build; its command is in about.md. Clients and host share this process, so what is measured is less than what the host
 * could do alone.
 */
class DatabaseSpeed {
    private static final int ROWS = 10_000;
    private static final int CLIENTS = 16;
    private static final long SECONDS = Long.getLong("speed.seconds", 8);

    @Test
    void callsOfADatabase() throws InterruptedException {
        TestDatabase.POSTGRESQL.execute("DROP TABLE IF EXISTS speed",
                "CREATE TABLE speed (id INT PRIMARY KEY, name TEXT)",
                "INSERT INTO speed SELECT i, 'name ' || i FROM generate_series(1, " + ROWS + ") i", "ANALYZE speed");
        Map<String, Object> plain = Map.of("name", "row", "description", "A row by its key", "sql",
                "SELECT id, name FROM speed WHERE id = :id", "parameters",
                List.of(Map.of("name", "id", "type", "integer")));
        Map<String, Object> cached = new HashMap<>(plain);
        cached.put("name", "cached_row");
        cached.put("cacheSeconds", 300);
        Map<String, Object> setting = new HashMap<>(TestDatabase.POSTGRESQL.setting("ro"));
        setting.remove("pool");
        Map<String, Object> settings = Map.of("datasources", Map.of("main", setting), "folders",
                TestDatabase.POSTGRESQL.settings("ro").get("folders"));
        try (TestHost host = TestHost.start(DatabaseSpeed.class, TestSetup.standard().withNamespace("")
                .withSettings(settings).withConfiguration(Map.of("statements", List.of(plain, cached))))) {
            double database = measure(host, "row", ROWS);
            double cache = measure(host, "cached_row", 200);
            System.out.printf("By primary key: %.0f calls a second; from the cache: %.0f, %.1f times as many%n",
                    database,
                    cache, cache / database);
            assertTrue(database > 1_000, "only " + database + " calls a second");
            assertTrue(cache > 5 * database, "the cache gives only " + cache / database + " times as many");
        }
    }

    private static double measure(TestHost host, String tool, int keys) throws InterruptedException {
        LongAdder calls = new LongAdder();
        long begin = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        long end = begin + TimeUnit.SECONDS.toNanos(SECONDS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            TestClient client = host.connect();
            threads.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end) {
                    var result = client.callTool(tool, Map.of("id", ThreadLocalRandom.current().nextInt(1, keys + 1)));
                    assertFalse(result.isError(), result.text());
                    if (System.nanoTime() > begin) {
                        calls.increment();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return calls.sum() / (double) SECONDS;
    }
}
