package dev.patchbay.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One measurement with wrk: 64 connections, two threads, one POST request over and over. */
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");

    private final int seconds;

    Wrk(int seconds) {
        this.seconds = seconds;
    }

    /** What wrk saw. */
    record Rate(double perSecond, String p99, boolean hasErrors, String output) {}

    /** Returns whether wrk is on the path. */
    static boolean isInstalled() throws InterruptedException {
        try {
            Process wrk = new ProcessBuilder("wrk", "--version").redirectErrorStream(true).start();
            wrk.getInputStream().readAllBytes();
            wrk.waitFor();
            return true;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    /** Measures a request, after a warm-up of the same length. */
    Rate measure(String url, Map<String, String> headers, String body) throws IOException, InterruptedException {
        Path script = Files.createTempFile("request", ".lua");
        StringBuilder lua = new StringBuilder("wrk.method = 'POST'\nwrk.body = [==[" + body + "]==]\n");
        headers.forEach((name, value) -> lua.append("wrk.headers['").append(name).append("'] = '").append(value)
                .append("'\n"));
        Files.writeString(script, lua);
        try {
            run(url, script, seconds);
            return run(url, script, seconds);
        } finally {
            Files.delete(script);
        }
    }

    private static Rate run(String url, Path script, int seconds) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder("wrk", "-t2", "-c64", "-d" + seconds + "s", "--latency", "-s",
                script.toString(), url).redirectErrorStream(true).start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        Matcher rate = RATE.matcher(output);
        Matcher p99 = P99.matcher(output);
        if (!rate.find() || !p99.find()) {
            throw new IOException("wrk printed no rate:\n" + output);
        }
        boolean errors = output.contains("Non-2xx") || output.contains("Socket errors");
        return new Rate(Double.parseDouble(rate.group(1)), p99.group(1) + " " + p99.group(2), errors, output);
    }
}
