package dev.patchbay.processor.glue;

import dev.patchbay.api.spi.JsonText;
import dev.patchbay.processor.contribution.ContributingClass;
import dev.patchbay.processor.contribution.Plugin;
import dev.patchbay.processor.type.TypeReader;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes all files of a plugin. */
public final class PluginFiles {
    private final Filer filer;
    private final Plugin plugin;
    private final Element[] origins;

    /** Creates a writer for one plugin. */
    public PluginFiles(Filer filer, Plugin plugin) {
        this.filer = filer;
        this.plugin = plugin;
        this.origins = plugin.classes().stream().map(ContributingClass::element).toArray(Element[]::new);
    }

    /**
     * Writes the extension index, the definitions and the glue.
     *
     * @throws IOException if the compiler cannot write a file
     */
    public void write() throws IOException {
        resource("META-INF/extensions.idx", plugin.glueName() + "\n");
        resource(Definitions.PATH, JsonText.of(Definitions.of(plugin)));
        Map<String, CodecsSource> codecs = new HashMap<>();
        for (Map.Entry<String, TypeReader> entry : plugin.types().entrySet()) {
            CodecsSource source = new CodecsSource(entry.getValue().declaredTypes());
            codecs.put(entry.getKey(), source);
            if (!source.isEmpty()) {
                java(entry.getKey(), CodecsSource.NAME, source.source(entry.getKey()));
            }
        }
        for (ContributingClass one : plugin.classes()) {
            CodecsSource source = codecs.computeIfAbsent(one.packageName(),
                    name -> new CodecsSource(java.util.List.of()));
            java(one.packageName(), BindingSource.simpleName(one), new BindingSource(one, source).source());
        }
        java(plugin.gluePackage(), "PatchbayGlue", glue());
    }

    private String glue() {
        JavaSource source = new JavaSource(plugin.gluePackage(), "The entrance of this plugin for the host.");
        source.lines("public final class PatchbayGlue implements dev.patchbay.api.spi.PluginGlue {",
                "/** Created by the host. */",
                "public PatchbayGlue() {",
                "}",
                "",
                "@Override",
                "public dev.patchbay.api.spi.StartedPlugin start(dev.patchbay.api.PluginContext context,",
                "        java.util.Map<String, Object> configuration) throws Exception {",
                "PluginAssembly assembly = new PluginAssembly();",
                "try {");
        for (ContributingClass one : plugin.classes()) {
            String prefix = one.packageName().isEmpty() ? "" : one.packageName() + ".";
            source.lines(prefix + BindingSource.simpleName(one) + ".start(assembly, context, configuration);");
        }
        return source.lines("return assembly.start();",
                "} catch (Throwable e) {",
                "assembly.abandon(e);",
                "throw e;",
                "}",
                "}",
                "}").toString();
    }

    private void resource(String path, String content) throws IOException {
        FileObject file = filer.createResource(StandardLocation.CLASS_OUTPUT, "", path, origins);
        try (java.io.OutputStream out = file.openOutputStream()) {
            out.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private void java(String packageName, String name, String content) throws IOException {
        String qualified = packageName.isEmpty() ? name : packageName + "." + name;
        try (Writer out = filer.createSourceFile(qualified, origins).openWriter()) {
            out.write(content);
        }
    }
}
