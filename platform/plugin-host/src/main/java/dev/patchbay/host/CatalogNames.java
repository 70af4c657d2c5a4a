package dev.patchbay.host;

import dev.patchbay.api.completion.CompletionHandler;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.catalog.CompletionEntry;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.host.names.NameKind;
import dev.patchbay.host.names.NameOwners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives what an instance contributes the names that clients see.
 *
 * <p>Threads: one at a time.
 */
final class CatalogNames {
    private final NameOwners owners;

    /** The entries, and what was refused. */
    record Named(InstanceEntries entries, List<String> warnings) {}

    CatalogNames(NameOwners owners) {
        this.owners = owners;
    }

    Named name(String instance, String namespace, Served served) {
        Naming naming = new Naming(instance, namespace, served.generation().pool());
        naming.tools(both(served.declared().tools(), served.dynamic().tools()));
        naming.prompts(both(served.declared().prompts(), served.dynamic().prompts()));
        served.mirrors().forEach(naming::connector);
        naming.completions(served.declared().contributions().completions());
        naming.completions(served.dynamic().contributions().completions());
        owners.save();
        return naming.named();
    }

    private static <E> List<E> both(List<E> declared, List<E> dynamic) {
        return Stream.concat(declared.stream(), dynamic.stream()).toList();
    }

    /** A tool named like its namespace is not named twice. */
    static String exposed(String namespace, String name) {
        return namespace.isEmpty() || namespace.equals(name) ? name : namespace + "_" + name;
    }

    /** One naming; keeps what it has named already, so that two look-alikes of one plugin do not meet either. */
    private final class Naming {
        private final String instance;
        private final String namespace;
        private final InstanceRuntime runtime;
        private final List<ToolEntry> tools = new ArrayList<>();
        private final List<PromptEntry> prompts = new ArrayList<>();
        private final List<SchemeEntry> schemes = new ArrayList<>();
        private final List<ResourceEntry> resources = new ArrayList<>();
        private final List<TemplateEntry> templates = new ArrayList<>();
        private final Map<CompletionReference, CompletionEntry> completions = new HashMap<>();
        private final Map<String, String> exposedPrompts = new HashMap<>();
        private final Map<String, String> exposedTemplates = new HashMap<>();
        private final Map<String, String> takenTools = new HashMap<>();
        private final Map<String, String> takenPrompts = new HashMap<>();
        private final List<String> warnings = new ArrayList<>();

        Naming(String instance, String namespace, InstanceRuntime runtime) {
            this.instance = instance;
            this.namespace = namespace;
            this.runtime = runtime;
        }

        void tools(List<Prepared.Tool> prepared) {
            for (Prepared.Tool tool : prepared) {
                String name = CatalogNames.exposed(namespace, tool.definition().name());
                if (isFree("tool", NameKind.TOOL, name, takenTools)) {
                    tools.add(new ToolEntry(name, tool.definition(), tool.hash(), tool.input(), tool.output(),
                            tool.handler(), runtime));
                }
            }
        }

        void prompts(List<Prepared.Prompt> prepared) {
            for (Prepared.Prompt prompt : prepared) {
                String name = CatalogNames.exposed(namespace, prompt.definition().name());
                if (isFree("prompt", NameKind.PROMPT, name, takenPrompts)) {
                    exposedPrompts.put(prompt.definition().name(), name);
                    prompts.add(new PromptEntry(name, prompt.definition(), prompt.hash(), prompt.handler(), runtime));
                }
            }
        }

        private boolean isFree(String what, NameKind kind, String name, Map<String, String> taken) {
            String twin = taken.putIfAbsent(NameOwners.key(name), name);
            Optional<String> problem = twin != null
                    ? Optional.of("'" + name + "' looks like '" + twin + "' of the same instance; rename one")
                    : owners.claim(kind, name, instance);
            problem.ifPresent(text -> warnings.add(what + " refused: " + text));
            return problem.isEmpty();
        }

        void connector(ConnectorMirror mirror) {
            Optional<String> exposed = owners.claimScheme(mirror.scheme(), instance, namespace);
            if (exposed.isEmpty()) {
                warnings.add("scheme " + mirror.scheme() + ":// refused: it belongs to another instance; give this one"
                        + " another namespace");
                return;
            }
            SchemeEntry scheme = new SchemeEntry(exposed.get(), mirror.scheme(), mirror.connector(), runtime,
                    mirror.caching());
            schemes.add(scheme);
            mirror.lists().resources().forEach(resource -> resources
                    .add(new ResourceEntry(scheme.toExposed(resource.uri()), resource, scheme)));
            mirror.lists().templates().forEach(template -> {
                String uriTemplate = scheme.toExposed(template.uriTemplate());
                exposedTemplates.put(template.uriTemplate(), uriTemplate);
                templates.add(new TemplateEntry(uriTemplate, template, scheme));
            });
        }

        void completions(Map<CompletionReference, CompletionHandler> handlers) {
            handlers.forEach((reference, handler) -> exposed(reference)
                    .ifPresent(exposed -> completions.put(exposed, new CompletionEntry(handler, runtime))));
        }

        private Optional<CompletionReference> exposed(CompletionReference reference) {
            return switch (reference) {
                case CompletionReference.OfPrompt of -> Optional.ofNullable(exposedPrompts.get(of.prompt()))
                        .map(name -> new CompletionReference.OfPrompt(name, of.argument()));
                case CompletionReference.OfTemplate of -> Optional.ofNullable(exposedTemplates.get(of.uriTemplate()))
                        .map(template -> new CompletionReference.OfTemplate(template, of.argument()));
            };
        }

        Named named() {
            return new Named(
                    new InstanceEntries(instance, tools, prompts, schemes, resources, templates, completions),
                    List.copyOf(warnings));
        }
    }
}
