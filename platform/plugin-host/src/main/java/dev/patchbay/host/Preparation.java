package dev.patchbay.host;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.Contributions.PromptContribution;
import dev.patchbay.api.Contributions.ToolContribution;
import dev.patchbay.api.resource.ResourceConnector;
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
import java.util.stream.Stream;

/**
 * Checks contributions, compiles their schemas and asks for approval.
 *
 * <p>Threads: immutable.
 */
final class Preparation {
    private static final String EARLIER_SERVES = "is served as it was before";

    private final List<DefinitionRule> rules;
    private final Approval approval;

    Preparation(List<DefinitionRule> rules, Approval approval) {
        this.rules = List.copyOf(rules);
        this.approval = approval;
    }

    Approval approval() {
        return approval;
    }

    /** Whose contributions are prepared. */
    record Owner(String instance, String pluginId, Definitions definitions) {}

    /**
     * Prepares what the JAR lists, which was checked to be so: it was approved with the JAR.
     */
    Prepared listed(Contributions contributions, Owner owner) {
        return new Preparing(contributions, owner, true, Prepared.NOTHING).prepared();
    }

    /**
     * Prepares what was published at run time. Where a changed tool or prompt waits, the one before is served on with its
     * handler, which is of the same generation.
     */
    Prepared published(Contributions contributions, Owner owner, Prepared before) {
        return new Preparing(contributions, owner, false, before).prepared();
    }

    /** One preparation. A definition that cannot be served becomes a warning, the others are not affected. */
    private final class Preparing {
        private final Contributions contributions;
        private final Owner owner;
        private final boolean isListed;
        private final Prepared before;
        private final List<Prepared.Tool> tools = new ArrayList<>();
        private final List<Prepared.Prompt> prompts = new ArrayList<>();
        private final Map<String, ResourceConnector> connectors = new LinkedHashMap<>();
        private final Map<String, AuthenticatorHandler> authenticators = new LinkedHashMap<>();
        private final List<HeldDefinition> held = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Preparing(Contributions contributions, Owner owner, boolean isListed, Prepared before) {
            this.contributions = contributions;
            this.owner = owner;
            this.isListed = isListed;
            this.before = before;
        }

        Prepared prepared() {
            contributions.tools().forEach(this::tool);
            contributions.prompts().forEach(this::prompt);
            contributions.connectors().forEach((scheme, connector) -> {
                boolean isKnown = owner.definitions().schemes().contains(scheme);
                if (isApproved("connector", scheme, Map.of("connector", scheme), isKnown, "is not opened")) {
                    connectors.put(scheme, connector);
                }
            });
            contributions.authenticators().forEach((scheme, handler) -> {
                if (isApproved("authenticator", scheme, Map.of("authenticator", scheme), false, "is not asked")) {
                    authenticators.put(scheme, handler);
                }
            });
            return new Prepared(contributions, tools, prompts, connectors, authenticators, held, warnings);
        }

        private void tool(ToolContribution tool) {
            String name = tool.definition().name();
            try {
                Map<String, Object> json = DefinitionJson.of(tool.definition());
                Optional<String> problem = problem(tool.definition());
                if (problem.isPresent()) {
                    warnings.add("tool '" + name + "' is not served: " + problem.get());
                    return;
                }
                Prepared.Tool compiled = compiled(tool, CanonicalJson.sha256(json));
                Optional<Prepared.Tool> earlier = before.tools().stream()
                        .filter(each -> each.definition().name().equals(name)).findFirst();
                if (isApproved("tool", name, json, isListed, served(earlier))) {
                    tools.add(compiled);
                } else {
                    earlier.ifPresent(tools::add);
                }
            } catch (InvalidSchemaException | IllegalArgumentException e) {
                warnings.add("tool '" + name + "' is not served: " + e.getMessage());
            }
        }

        private void prompt(PromptContribution prompt) {
            String name = prompt.definition().name();
            Map<String, Object> json = DefinitionJson.of(prompt.definition());
            Optional<Prepared.Prompt> earlier = before.prompts().stream()
                    .filter(each -> each.definition().name().equals(name)).findFirst();
            if (isApproved("prompt", name, json, isListed, served(earlier))) {
                prompts.add(new Prepared.Prompt(prompt.definition(), CanonicalJson.sha256(json), prompt.handler()));
            } else {
                earlier.ifPresent(prompts::add);
            }
        }

        private static String served(Optional<?> earlier) {
            return earlier.isPresent() ? EARLIER_SERVES : "is not served";
        }

        private boolean isApproved(String kind, String name, Map<String, Object> json, boolean listed,
                String otherwise) {
            Approval.DefinitionRequest request = new Approval.DefinitionRequest(owner.instance(), owner.pluginId(),
                    kind, name, CanonicalJson.sha256(json), listed, json);
            Approval.Verdict verdict = approval.definition(request);
            if (!verdict.approved()) {
                held.add(new HeldDefinition(request, otherwise.equals(EARLIER_SERVES)));
                warnings.add(
                        kind + " '" + name + "' " + otherwise + ": " + verdict.note().orElse("it waits for approval"));
            }
            return verdict.approved();
        }
    }

    private static Prepared.Tool compiled(ToolContribution tool, String hash) {
        CompiledSchema input = JsonSchema.compile(tool.definition().inputSchema());
        Optional<CompiledSchema> output = tool.definition().outputSchema().map(JsonSchema::compile);
        return new Prepared.Tool(tool.definition(), hash, input, output, tool.handler());
    }

    private Optional<String> problem(ToolDefinition definition) {
        return rules.stream().map(rule -> rule.problem(definition)).flatMap(Optional::stream).findFirst();
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

    /**
     * Checks that what is withheld is there to be withheld: a misspelt name would offer what nobody wants offered.
     *
     * @throws IllegalArgumentException if a name is not that of a declared tool or prompt
     */
    static void checkWithheld(Contributions contributions, Contributions declared) {
        List<String> names = Stream.concat(declared.tools().stream().map(tool -> tool.definition().name()),
                declared.prompts().stream().map(prompt -> prompt.definition().name())).toList();
        for (String name : contributions.withheld()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("'" + name + "' cannot be withheld: no annotated method offers a"
                        + " tool or prompt of that name; there are " + String.join(", ", names));
            }
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
