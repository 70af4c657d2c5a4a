package dev.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiDumpTest {
    private static final Path IN_GIT = Path.of("api.txt");

    @Test
    void thePublicApiIsTheOneInGit() throws IOException {
        String now = ApiDump.of(PublicTypes.all());
        if ("write".equals(System.getProperty("api.dump"))) {
            Files.writeString(IN_GIT, now);
            return;
        }
        List<String> changes = changes(Files.readString(IN_GIT), now);
        if (!changes.isEmpty()) {
            fail("The public API is not the one in plugin-api/api/api.txt:%n%s%nIf that is meant, write it anew with"
                    + " mvn -pl plugin-api/api test -Dtest=ApiDumpTest -Dapi.dump=write and commit it with the change.",
                    String.join(System.lineSeparator(), changes));
        }
    }

    @Test
    void everyPartOfATypeThatPluginsCanRelyOnIsWritten() {
        assertThat(ApiDump.of(List.of(Shape.class, Circle.class, Colour.class, Marked.class, Open.class))).isEqualTo("""
                @Stable public sealed interface dev.patchbay.api.ApiDumpTest$Shape permits \
                dev.patchbay.api.ApiDumpTest$Circle
                    abstract double area()
                    default java.util.List<? extends dev.patchbay.api.ApiDumpTest$Shape> parts()
                    static dev.patchbay.api.ApiDumpTest$Shape circle(double)

                @Preview(1.1) public record dev.patchbay.api.ApiDumpTest$Circle(double radius, @Nullable String \
                name) implements dev.patchbay.api.ApiDumpTest$Shape
                    public <init>(double)
                    public double area()
                    public static final int SIDES = 0

                public enum dev.patchbay.api.ApiDumpTest$Colour
                    @Deprecated constant RED
                    constant GREEN

                @Retention(RUNTIME) @Target({METHOD, TYPE}) public @interface dev.patchbay.api.ApiDumpTest$Marked
                    abstract String value()
                    abstract String[] more() default {"a"}

                public abstract class dev.patchbay.api.ApiDumpTest$Open<T extends Number> implements \
                Iterable<T>
                    protected <init>(T) throws java.io.IOException
                    protected abstract <R> java.util.Map<String, R> map(T[], R)
                """);
    }

    @Test
    void aChangeIsToldWithTheTypeItBelongsTo() {
        String before = """
                type A
                    int a()
                    int b()

                type B
                    int a()
                """;
        String now = """
                type A
                    int a()

                type B
                    int a()
                    int c()
                """;
        assertThat(changes(before, now)).containsExactly("- type A: int b()", "+ type B: int c()");
    }

    private static List<String> changes(String before, String now) {
        Set<String> old = lines(before);
        Set<String> current = lines(now);
        var changes = new ArrayList<String>();
        old.stream().filter(line -> !current.contains(line)).forEach(line -> changes.add("- " + line));
        current.stream().filter(line -> !old.contains(line)).forEach(line -> changes.add("+ " + line));
        return changes;
    }

    private static Set<String> lines(String dump) {
        var lines = new LinkedHashSet<String>();
        String type = "";
        for (String line : dump.lines().toList()) {
            if (line.startsWith(" ")) {
                lines.add(type + ": " + line.strip());
            } else if (!line.isEmpty()) {
                type = line;
                lines.add(type);
            }
        }
        return lines;
    }

    @Stable
    public sealed interface Shape {
        double area();

        default List<? extends Shape> parts() {
            return List.of(this);
        }

        static Shape circle(double radius) {
            return new Circle(radius);
        }
    }

    @Preview(until = "1.1")
    public record Circle(double radius, @Nullable String name) implements Shape {
        public static final int SIDES = 0;

        public Circle(double radius) {
            this(radius, null);
        }

        @Override
        public double area() {
            return Math.PI * radius * radius;
        }
    }

    public enum Colour {
        @Deprecated
        RED, GREEN
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    public @interface Marked {
        String value();

        String[] more() default "a";
    }

    public abstract static class Open<T extends Number> implements Iterable<T> {
        protected Open(T seed) throws IOException {
            if (seed.intValue() < 0) {
                throw new IOException("negative: " + seed);
            }
        }

        protected abstract <R> java.util.Map<String, R> map(T[] from, R to);
    }
}
