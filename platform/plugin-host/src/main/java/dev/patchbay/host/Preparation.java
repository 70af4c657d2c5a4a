package dev.patchbay.host;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.Contributions.PromptContribution;
import dev.patchbay.api.Contributions.ToolContribution;
import dev.patchbay.api.security.AuthenticatorHandler;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.DefinitionJson;
import dev.patchbay.catalog.DefinitionRule;
import dev.patchbay.catalog.schema.CompiledSchema;
import dev.patchbay.catalog.schema.InvalidSchemaException;
import dev.patchbay.catalog.schema.JsonSchema;
import dev.patchbay.host.jar.Definitions;
import dev.patchbay.host.runtime.PluginFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks contributions, compiles their schemas and asks for approval.
 *
 * <p>Threads: immutable.
 */
final class Preparation {
    private final List<DefinitionRule> rules;
    private final Approval approval;

    Preparation(List<DefinitionRule> rules, Approval approval) {
        this.rules = List.copyOf(rules);
        this.approval = approval;
    }

    /** A definition that cannot be served becomes a warning, the others are not affected. */
    Prepared prepare(Contributions contributions, String instance, String pluginId) {
        List<Prepared.Tool> tools = new ArrayList<>();
        List<Prepared.Prompt> prompts = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (ToolContribution tool : contributions.tools()) {
            String name = tool.definition().name();
            try {
                String hash = CanonicalJson.sha256(DefinitionJson.of(tool.definition()));
                Optional<String> problem = problem(tool.definition())
                        .or(() -> waiting(new Approval.DefinitionRequest(instance, pluginId, "tool", name, hash)));
                if (problem.isPresent()) {
                    warnings.add("tool '" + name + "' is not served: " + problem.get());
                } else {
                    tools.add(compiled(tool, hash));
                }
            } catch (InvalidSchemaException | IllegalArgumentException e) {
                warnings.add("tool '" + name + "' is not served: " + e.getMessage());
            }
        }
        for (PromptContribution prompt : contributions.prompts()) {
            String name = prompt.definition().name();
            String hash = CanonicalJson.sha256(DefinitionJson.of(prompt.definition()));
            Optional<String> problem = waiting(
                    new Approval.DefinitionRequest(instance, pluginId, "prompt", name, hash));
            if (problem.isPresent()) {
                warnings.add("prompt '" + name + "' is not served: " + problem.get());
            } else {
                prompts.add(new Prepared.Prompt(prompt.definition(), hash, prompt.handler()));
            }
        }
        Map<String, AuthenticatorHandler> authenticators = new LinkedHashMap<>();
        contributions.authenticators().forEach((scheme, handler) -> {
            String hash = CanonicalJson.sha256(Map.of("authenticator", scheme));
            Optional<String> problem = waiting(
                    new Approval.DefinitionRequest(instance, pluginId, "authenticator", scheme, hash));
            if (problem.isPresent()) {
                warnings.add("authenticator '" + scheme + "' is not asked: " + problem.get());
            } else {
                authenticators.put(scheme, handler);
            }
        });
        return new Prepared(contributions, tools, prompts, authenticators, warnings);
    }

    private static Prepared.Tool compiled(ToolContribution tool, String hash) {
        CompiledSchema input = JsonSchema.compile(tool.definition().inputSchema());
        Optional<CompiledSchema> output = tool.definition().outputSchema().map(JsonSchema::compile);
        return new Prepared.Tool(tool.definition(), hash, input, output, tool.handler());
    }

    private Optional<String> problem(ToolDefinition definition) {
        return rules.stream().map(rule -> rule.problem(definition)).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> waiting(Approval.DefinitionRequest request) {
        Approval.Verdict verdict = approval.definition(request);
        return verdict.approved() ? Optional.empty() : Optional.of(verdict.note().orElse("it waits for approval"));
    }

    /**
     * Checks that a plugin offers what its JAR says: approval, comparison and documentation trust definitions.json.
     *
     * @throws PluginFailure if the two differ
     */
    static void checkDeclared(Contributions declared, Definitions definitions) throws PluginFailure {
        Map<String, Map<String, Object>> tools = new LinkedHashMap<>();
        declared.tools().forEach(tool -> tools.put(tool.definition().name(), DefinitionJson.of(tool.definition())));
        Map<String, Map<String, Object>> prompts = new LinkedHashMap<>();
        declared.prompts()
                .forEach(prompt -> prompts.put(prompt.definition().name(), DefinitionJson.of(prompt.definition())));
        List<String> differences = new ArrayList<>();
        compare("tool", tools, definitions.tools(), differences);
        compare("prompt", prompts, definitions.prompts(), differences);
        if (!differences.isEmpty()) {
            throw new PluginFailure("It offers other than its " + Definitions.PATH + " says (" + String.join(", ",
                    differences) + "): build it anew with the annotation processor");
        }
    }

    private static void compare(String kind, Map<String, Map<String, Object>> offered,
            Map<String, Map<String, Object>> listed, List<String> differences) {
        offered.forEach((name, json) -> {
            Map<String, Object> twin = listed.get(name);
            if (twin == null) {
                differences.add(kind + " '" + name + "' is not listed");
            } else if (!CanonicalJson.text(twin).equals(CanonicalJson.text(json))) {
                differences.add(kind + " '" + name + "' is listed differently");
            }
        });
        listed.keySet().stream().filter(name -> !offered.containsKey(name))
                .forEach(name -> differences.add(kind + " '" + name + "' is listed but not offered"));
    }
}
