package dev.patchbay.processor.glue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A generated Java file: lines, indented by their braces, with the imports that they use. */
final class JavaSource {
    private static final String INDENT = "    ";
    private static final List<String> IMPORTED = List.of("JsonCodec", "JsonCodecs", "JsonMembers", "JsonTimeCodecs",
            "PluginAssembly");

    private final String packageName;
    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** Starts a file with the Javadoc and the marks of its class. */
    JavaSource(String packageName, String javadoc) {
        this.packageName = packageName;
        lines("/** " + javadoc + " */",
                "@javax.annotation.processing.Generated(\"dev.patchbay.processor.PatchbayProcessor\")",
                "@org.jspecify.annotations.NullUnmarked",
                "@SuppressWarnings({\"deprecation\", \"removal\", \"rawtypes\", \"unchecked\", \"exports\", \"cast\"})");
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
        StringBuilder file = new StringBuilder();
        if (!packageName.isEmpty()) {
            file.append("package ").append(packageName).append(";\n\n");
        }
        for (String name : IMPORTED) {
            if (Pattern.compile("\\b" + name + "\\b").matcher(text).find()) {
                file.append("import dev.patchbay.api.spi.").append(name).append(";\n");
            }
        }
        return file.append('\n').append(text).toString();
    }
}
