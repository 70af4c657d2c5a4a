package dev.patchbay.agent;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Does from a class loader without rights what must be denied. */
final class SelfTest {
    private SelfTest() {}

    /** Runs what the checks of a start need, without hooks. */
    static void rehearse() {
        failures();
        Checks.read(Path.of(System.getProperty("java.home")));
        Checks.environment("HOME");
        Checks.start(Thread.currentThread());
        Checks.attributed(() -> {});
        Checks.reflect(SelfTest.class);
    }

    private static final class Stranger extends ClassLoader {
        Stranger() {
            super("patchbay-self-test", null);
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Returns what was not denied, for a person. */
    static List<String> failures() {
        Stranger loader = new Stranger();
        Origin.give(loader, new Subject("the self-test", Rules.NONE, new Subject.Denials()));
        try (InputStream in = SelfTest.class.getResourceAsStream("Probe.class")) {
            if (in == null) {
                return List.of("the probe is missing");
            }
            Object probe = loader.define("dev.patchbay.agent.Probe", in.readAllBytes()).getConstructor().newInstance();
            @SuppressWarnings("unchecked") // what Probe declares
            List<String> failures = ((Callable<List<String>>) probe).call();
            return failures;
        } catch (Exception e) {
            return List.of("it could not be run: " + e);
        } finally {
            Origin.forget(loader);
        }
    }
}
