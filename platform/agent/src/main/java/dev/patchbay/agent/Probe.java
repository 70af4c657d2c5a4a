package dev.patchbay.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** What the self-test tries; its bytes are defined once more in a class loader without rights. */
public final class Probe implements Callable<List<String>> {
    /** Creates it; called on the class of the other loader. */
    public Probe() {}

    @Override
    public List<String> call() {
        List<String> passed = new ArrayList<>();
        attempt("start a process", () -> Runtime.getRuntime().exec(new String[]{"patchbay-self-test"}), passed);
        attempt("connect a socket", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), 100);
            }
            return true;
        }, passed);
        attempt("read a file", () -> Files.readAllBytes(Path.of("/etc/passwd")), passed);
        attempt("look up a host", () -> InetAddress.getAllByName("self-test.patchbay.invalid"), passed);
        attempt("make a class loader", () -> {
            new URLClassLoader(new URL[0]).close();
            return true;
        }, passed);
        return passed;
    }

    private static void attempt(String deed, Callable<?> code, List<String> passed) {
        try {
            code.call();
        } catch (SecurityException e) {
            return;
        } catch (Exception e) {
            passed.add(deed + " (" + e + ")");
            return;
        }
        passed.add(deed);
    }
}
