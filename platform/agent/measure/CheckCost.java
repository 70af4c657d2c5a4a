import dev.patchbay.agent.Agent;
import dev.patchbay.agent.AgentRules;
import dev.patchbay.agent.Rules;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Measures what a check costs, by a method of the JDK that does next to nothing itself ({@code System.getenv} of a
 * variable) and by one that opens a file, each called by the host and by a plugin, below a stack as deep as that of a call.
 *
 * <pre>
 * jar=$(ls platform/agent/target/patchbay-agent-*.jar)
 * javac -cp $jar -d /tmp/cost platform/agent/measure/CheckCost.java
 * java -Xbootclasspath/a:$jar -javaagent:$jar -cp /tmp/cost CheckCost    # with checks
 * java -Xbootclasspath/a:$jar -cp /tmp/cost CheckCost                    # without
 * </pre>
 */
public final class CheckCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int DEPTH = 30;
    private static final int ROUNDS = 8;
    private static final int CALLS = 100_000;

    private CheckCost() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempFile("check-cost", ".txt");
        System.out.println(Agent.isActive() ? "with checks" : "without checks");
        print("host", new Work(file.toString()));
        Own loader = new Own();
        if (Agent.isActive()) {
            AgentRules rules = Agent.claim().orElseThrow();
            rules.give(loader, "plugin", new Rules(List.of(), List.of(), List.of(file), Set.of("HOME")));
        }
        LongSupplier[] plugin = (LongSupplier[]) loader.loadClass("CheckCost$Maker").getMethod("make", String.class)
                .invoke(null, file.toString());
        print("plugin", plugin[0], plugin[1]);
        Files.delete(file);
    }

    private static void print(String who, Work work) {
        print(who, work.getenv(), work.open());
    }

    private static void print(String who, LongSupplier getenv, LongSupplier open) {
        System.out.printf(Locale.ROOT, "%-7s getenv %6.0f ns, open and close a file %6.0f ns%n", who, best(getenv, CALLS),
                best(open, CALLS / 10));
    }

    private static double best(LongSupplier work, int calls) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = THREADS.getCurrentThreadCpuTime(); // others may use the processors too
            for (int i = 0; i < calls; i += 100) {
                deep(work, DEPTH);
            }
            best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - begin) / (double) calls);
        }
        return best;
    }

    private static long deep(LongSupplier work, int depth) {
        return depth == 0 ? work.getAsLong() : deep(work, depth - 1);
    }

    /** What is measured, a hundred times. */
    public record Work(String file) {
        LongSupplier getenv() {
            return () -> {
                long sum = 0;
                for (int i = 0; i < 100; i++) {
                    sum += String.valueOf(System.getenv("HOME")).length();
                }
                return sum;
            };
        }

        LongSupplier open() {
            return () -> {
                long sum = 0;
                for (int i = 0; i < 100; i++) {
                    try (InputStream in = Files.newInputStream(Path.of(file))) {
                        sum += in.hashCode();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
                return sum;
            };
        }
    }

    /** Makes the work in the loader that it is loaded by. */
    public static final class Maker {
        private Maker() {}

        public static LongSupplier[] make(String file) {
            Work work = new Work(file);
            return new LongSupplier[]{work.getenv(), work.open()};
        }
    }

    private static final class Own extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("CheckCost$")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = CheckCost.class.getResourceAsStream("/" + name + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
