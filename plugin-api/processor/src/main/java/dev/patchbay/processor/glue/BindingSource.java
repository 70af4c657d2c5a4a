package dev.patchbay.processor.glue;

import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.processor.contribution.CompletionModel;
import dev.patchbay.processor.contribution.ContributingClass;
import dev.patchbay.processor.contribution.ContributingClass.TakenConfiguration;
import dev.patchbay.processor.contribution.ContributingClass.TakenContext;
import dev.patchbay.processor.contribution.Parameter;
import dev.patchbay.processor.contribution.PromptModel;
import dev.patchbay.processor.contribution.ResourceModel;
import dev.patchbay.processor.contribution.Result;
import dev.patchbay.processor.contribution.ToolModel;
import dev.patchbay.processor.json.JavaLiteral;
import dev.patchbay.processor.type.Member;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;

/** The generated class that creates one contributing object and ties its methods to handlers. */
final class BindingSource {
    private final ContributingClass contributing;
    private final CodecsSource codecs;
    private final JavaSource source;
    private int methods;

    BindingSource(ContributingClass contributing, CodecsSource codecs) {
        this.contributing = contributing;
        this.codecs = codecs;
        this.source = new JavaSource(contributing.packageName(),
                "Ties the methods of " + contributing.name() + " to handlers.");
    }

    /** Returns the simple name of the class. */
    static String simpleName(ContributingClass contributing) {
        String packageName = contributing.packageName();
        String nested = packageName.isEmpty() ? contributing.name()
                : contributing.name().substring(packageName.length() + 1);
        return nested.replace('.', '_') + "PatchbayBinding";
    }

    /** Returns the source of the class. */
    String source() {
        String arguments = contributing.constructor().stream().map(taken -> switch (taken) {
            case TakenContext context -> "context";
            case TakenConfiguration configuration -> codecs.codec(configuration.use()) + ".decode(configuration)";
        }).collect(Collectors.joining(", "));
        source.lines("public final class " + simpleName(contributing) + " {",
                "private " + simpleName(contributing) + "() {",
                "}",
                "",
                "/** Creates the object and adds what it contributes. */",
                "public static void start(PluginAssembly assembly, dev.patchbay.api.PluginContext context,",
                "        java.util.Map<String, Object> configuration) throws Exception {",
                contributing.name() + " target = assembly.add(new " + contributing.name() + "(" + arguments + "));");
        contributing.scheme().ifPresent(
                scheme -> source.lines("assembly.connector(" + JavaLiteral.string(scheme) + ", target);"));
        int count = contributing.tools().size() + contributing.resources().size() + contributing.prompts().size()
                + contributing.completions().size();
        for (int i = 1; i <= count; i++) {
            source.lines("add" + i + "(assembly, target);");
        }
        source.lines("}");
        contributing.tools().forEach(this::tool);
        contributing.resources().forEach(this::resource);
        contributing.prompts().forEach(this::prompt);
        contributing.completions().forEach(this::completion);
        return source.lines("}").toString();
    }

    private void startMethod() {
        methods++;
        source.lines("", "private static void add" + methods + "(PluginAssembly assembly, " + contributing.name()
                + " target) {");
    }

    private void tool(ToolModel tool) {
        startMethod();
        source.lines("var definition = dev.patchbay.api.tool.ToolDefinition.builder("
                + JavaLiteral.string(tool.name()) + ", " + JavaLiteral.string(tool.tool().description()) + ");");
        if (!tool.tool().title().isEmpty()) {
            source.lines("definition.title(" + JavaLiteral.string(tool.tool().title()) + ");");
        }
        source.lines("definition.inputSchema(" + JavaLiteral.of(tool.inputSchema()) + ");");
        tool.outputSchema()
                .ifPresent(schema -> source.lines("definition.outputSchema(" + JavaLiteral.of(schema) + ");"));
        source.lines("definition.traits(" + traits(tool) + ");",
                "assembly.tool(definition.build(), call -> {");
        arguments(tool.arguments());
        String invocation = invocation(tool.element(), tool.parameters(), "arguments");
        String result = "dev.patchbay.api.tool.CallToolResult";
        switch (tool.result().form()) {
            case FULL -> source.lines("return " + invocation + ";");
            case TEXT -> source.lines("return " + result + ".text(" + invocation + ");");
            case ONE -> source.lines("return " + result + ".of(java.util.List.of(" + invocation + "));");
            case MANY -> source.lines("return " + result + ".of(" + invocation + ");");
            case BYTES, JSON -> source.lines("return " + result + ".structured(" + json(tool.result(), invocation)
                    + ");");
            case NOTHING -> source.lines(invocation + ";", "return " + result + ".of(java.util.List.of());");
        }
        source.lines("});", "}");
    }

    private static String traits(ToolModel tool) {
        StringBuilder traits = new StringBuilder("dev.patchbay.api.tool.ToolTraits.defaults()");
        traits.append(".readOnly(").append(tool.tool().readOnly()).append(')');
        traits.append(".destructive(").append(tool.isDestructive()).append(')');
        traits.append(".idempotent(").append(tool.tool().idempotent()).append(')');
        traits.append(".openWorld(").append(tool.tool().openWorld()).append(')');
        traits.append(".heavy(").append(tool.tool().heavy()).append(')');
        if (tool.tool().cacheSeconds() > 0) {
            traits.append(tool.tool().cacheShared() ? ".cacheSharedFor" : ".cacheFor")
                    .append("(java.time.Duration.ofSeconds(").append(tool.tool().cacheSeconds()).append("))");
        }
        if (tool.tool().staleSeconds() > 0) {
            traits.append(".staleFor(java.time.Duration.ofSeconds(").append(tool.tool().staleSeconds()).append("))");
        }
        if (tool.tool().changes().length > 0) {
            traits.append(".changes(java.util.Set.of(").append(Arrays.stream(tool.tool().changes()).distinct().sorted()
                    .map(JavaLiteral::string).collect(Collectors.joining(", "))).append("))");
        }
        if (tool.tool().deadlineSeconds() > 0) {
            traits.append(".deadline(java.time.Duration.ofSeconds(").append(tool.tool().deadlineSeconds())
                    .append("))");
        }
        if (tool.tool().taskSupport() != TaskSupport.NONE) {
            traits.append(".taskSupport(dev.patchbay.api.tool.TaskSupport.").append(tool.tool().taskSupport().name())
                    .append(')');
        }
        return traits.toString();
    }

    private void arguments(List<Member> members) {
        if (!members.isEmpty()) {
            source.lines("java.util.Map<String, Object> arguments = call.arguments();");
        }
    }

    private void resource(ResourceModel resource) {
        startMethod();
        String type = resource.isTemplate() ? "ResourceTemplateDefinition" : "ResourceDefinition";
        String life = resource.cacheSeconds() > 0 ? resource.cacheSeconds() + ", " : "";
        String size = resource.isTemplate() ? "" : "java.util.OptionalLong.empty(), ";
        source.lines("var definition = new dev.patchbay.api.resource." + type + "(" + JavaLiteral.string(resource.uri())
                + ", " + JavaLiteral.string(resource.name()) + ", " + optional(resource.title()) + ", "
                + optional(resource.description()) + ", " + optional(resource.mimeType()) + ", " + size
                + "dev.patchbay.api.content.Annotations.none());",
                resource.isTemplate() ? "assembly.template(definition, " + life + "(uri, variables, call) -> {"
                        : "assembly.resource(definition, " + life + "(uri, call) -> {");
        String invocation = invocation(resource.element(), resource.parameters(), "variables");
        String result = "dev.patchbay.api.resource.ReadResourceResult";
        String start = "(uri, " + JavaLiteral.string(resource.mimeType()) + ", ";
        switch (resource.result().form()) {
            case FULL -> source.lines("return " + invocation + ";");
            case BYTES -> source.lines("return " + result + ".blob" + start + invocation + ");");
            case JSON -> source.lines("return " + result + ".text" + start + "dev.patchbay.api.spi.JsonText.of("
                    + json(resource.result(), invocation) + "));");
            case TEXT, ONE, MANY, NOTHING -> source.lines("return " + result + ".text" + start + invocation + ");");
        }
        source.lines("});", "}");
    }

    private void prompt(PromptModel prompt) {
        startMethod();
        String definition = prompt.arguments().stream().map(argument -> "new dev.patchbay.api.prompt.PromptArgument("
                + JavaLiteral.string(argument.jsonName()) + ", " + optional(argument.title()) + ", "
                + JavaLiteral.string(argument.description()) + ", "
                + (argument.presence() == Member.Presence.REQUIRED) + ")").collect(Collectors.joining(", "));
        source.lines("var definition = new dev.patchbay.api.prompt.PromptDefinition("
                + JavaLiteral.string(prompt.name()) + ", " + optional(prompt.title()) + ", "
                + JavaLiteral.string(prompt.description()) + ", java.util.List.of(" + definition + "));",
                "assembly.prompt(definition, call -> {");
        arguments(prompt.arguments());
        String invocation = invocation(prompt.element(), prompt.parameters(), "arguments");
        String result = "dev.patchbay.api.prompt.GetPromptResult";
        String message = "dev.patchbay.api.prompt.PromptMessage";
        switch (prompt.result().form()) {
            case FULL -> source.lines("return " + invocation + ";");
            case ONE -> source.lines("return " + result + ".of(" + invocation + ");");
            case MANY -> source.lines("return new " + result + "(java.util.Optional.empty(), java.util.List.copyOf("
                    + invocation + "));");
            case TEXT, BYTES, NOTHING, JSON -> source.lines("return " + result + ".of(" + message + ".user("
                    + invocation + "));");
        }
        source.lines("});", "}");
    }

    private void completion(CompletionModel completion) {
        startMethod();
        String reference = completion.prompt().isEmpty()
                ? "OfTemplate(" + JavaLiteral.string(completion.template())
                : "OfPrompt(" + JavaLiteral.string(completion.prompt());
        source.lines("var reference = new dev.patchbay.api.completion.CompletionReference." + reference + ", "
                + JavaLiteral.string(completion.argument()) + ");",
                "assembly.completion(reference, (text, known, call) -> {");
        String invocation = invocation(completion.element(), completion.parameters(), "known");
        boolean isFull = completion.result().form() == Result.Form.FULL;
        source.lines(isFull ? "return " + invocation + ";"
                : "return dev.patchbay.api.completion.CompleteResult.of(java.util.List.copyOf(" + invocation + "));",
                "});", "}");
    }

    private String invocation(ExecutableElement method, List<Parameter> parameters, String object) {
        String arguments = parameters.stream().map(parameter -> switch (parameter) {
            case Parameter.OfCall call -> "call";
            case Parameter.OfMember member -> codecs.read(member.member(), object);
            case Parameter.OfText text -> "text";
            case Parameter.OfContext context -> "known";
        }).collect(Collectors.joining(", "));
        String name = method.getSimpleName().toString();
        String invocation = "target." + name + "(" + arguments + ")";
        if (method.getReturnType().getKind().isPrimitive()
                || method.getReturnType().getKind() == javax.lang.model.type.TypeKind.VOID) {
            return invocation;
        }
        return "java.util.Objects.requireNonNull(" + invocation + ", "
                + JavaLiteral.string("The method " + name + " returned null") + ")";
    }

    private String json(Result result, String invocation) {
        return result.value().map(use -> codecs.codec(use) + ".encode(" + invocation + ")").orElse(invocation);
    }

    private static String optional(String text) {
        return text.isEmpty() ? "java.util.Optional.empty()"
                : "java.util.Optional.of(" + JavaLiteral.string(text) + ")";
    }
}
