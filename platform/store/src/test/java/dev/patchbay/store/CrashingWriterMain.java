package dev.patchbay.store;

import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Writes rows as fast as it can from several threads and names each on its output once it is acknowledged. */
final class CrashingWriterMain {
    private static final int THREADS = 3;
    /** So slow that the space of old records is free again before the next is written. */
    private static final Duration PACE = Duration.ofMillis(30);

    private CrashingWriterMain() {}

    public static void main(String[] args) throws InterruptedException, SQLException {
        DatabaseSettings settings = DatabaseSettings.inFolder(Path.of(args[0])).withPool(TestEngine.SMALL);
        if (args[2].equals("delayed")) {
            String url = settings.url().replace("WRITE_DELAY=0", "WRITE_DELAY=" + CrashTest.DEFAULT_DELAY_MILLIS);
            try (Connection connection = DriverManager.getConnection(url, settings.user(), settings.password());
                    PreparedStatement insert = connection
                            .prepareStatement("INSERT INTO access_role (name, description, permissions)"
                                    + " VALUES (?, '', '[]')")) {
                write(args[1], 1, name -> insert(insert, name));
            }
            return;
        }
        if (args[2].equals("reusing")) {
            try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(),
                    settings.password()); Statement statement = connection.createStatement()) {
                statement.execute("SET RETENTION_TIME 100");
            }
        }
        boolean reusing = args[2].equals("reusing");
        try (Database database = Database.open(settings)) {
            Roles roles = new Roles(database);
            write(args[1], reusing ? 1 : THREADS, name -> {
                if (reusing) {
                    LockSupport.parkNanos(PACE.toNanos());
                }
                roles.create(new Role(name, "x".repeat(200), Set.of("a:b")));
            });
        } catch (BadSettingsException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void insert(PreparedStatement insert, String name) {
        try {
            insert.setString(1, name);
            insert.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(String run, int threads, Consumer<String> insert) throws InterruptedException {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        List<Thread> started = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            String prefix = run + "." + thread + ".";
            started.add(Thread.ofPlatform().start(() -> {
                for (int i = 0;; i++) {
                    insert.accept(prefix + i);
                    try {
                        // One write, so that a line is said whole or not at all
                        out.write(("+" + prefix + i + "\n").getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }));
        }
        for (Thread thread : started) {
            thread.join();
        }
    }
}
