package dev.patchbay.processor.glue;

import java.util.Arrays;

/** A generated Java file: lines, indented by their braces. */
final class JavaSource {
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** Starts a file with its package, the imports that all generated files share, and the marks of its class. */
    static JavaSource start(String packageName, String javadoc) {
        JavaSource source = new JavaSource();
        if (!packageName.isEmpty()) {
            source.lines("package " + packageName + ";", "");
        }
        source.lines(
                "import dev.patchbay.api.spi.JsonCodec;",
                "import dev.patchbay.api.spi.JsonCodecs;",
                "import dev.patchbay.api.spi.JsonMembers;",
                "import dev.patchbay.api.spi.JsonTimeCodecs;",
                "import dev.patchbay.api.spi.PluginAssembly;",
                "",
                "/** " + javadoc + " */",
                "@javax.annotation.processing.Generated(\"dev.patchbay.processor.PatchbayProcessor\")",
                "@org.jspecify.annotations.NullUnmarked",
                "@SuppressWarnings({\"deprecation\", \"removal\", \"rawtypes\", \"unchecked\", \"exports\", \"cast\"})");
        return source;
    }

    JavaSource lines(String... lines) {
        Arrays.stream(lines).forEach(this::line);
        return this;
    }

    private void line(String line) {
        if (line.startsWith("}")) {
            depth--;
        }
        if (!line.isEmpty()) {
            text.append(INDENT.repeat(depth)).append(line);
        }
        text.append('\n');
        if (line.endsWith("{")) {
            depth++;
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
