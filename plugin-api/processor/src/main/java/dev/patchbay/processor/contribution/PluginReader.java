package dev.patchbay.processor.contribution;

import dev.patchbay.api.resource.UriTemplate;
import dev.patchbay.processor.type.JavaNames;
import dev.patchbay.processor.type.Problems;
import dev.patchbay.processor.type.TypeReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads all contributing classes of a compilation and checks what holds between them. */
public final class PluginReader {
    private final Types types;
    private final Elements elements;
    private final Problems problems;

    /** Creates a reader that reports to {@code problems}. */
    public PluginReader(Types types, Elements elements, Problems problems) {
        this.types = types;
        this.elements = elements;
        this.problems = problems;
    }

    /**
     * Reads classes, at least one.
     *
     * @throws dev.patchbay.processor.type.UnresolvedTypeException if a type is not known yet
     */
    public Plugin read(Collection<TypeElement> contributing) {
        SortedMap<String, TypeReader> readers = new TreeMap<>();
        List<ContributingClass> classes = new ArrayList<>();
        contributing.stream().sorted(Comparator.comparing(type -> type.getQualifiedName().toString())).forEach(type -> {
            TypeReader reader = readers.computeIfAbsent(JavaNames.packageOf(type).getQualifiedName().toString(),
                    name -> new TypeReader(problems));
            new ClassReader(new Reading(types, elements, problems, reader), type).read().ifPresent(classes::add);
        });
        checkNames(classes);
        checkConfiguration(classes);
        checkResources(classes);
        checkCompletions(classes);
        return new Plugin(List.copyOf(classes), readers);
    }

    private void checkNames(List<ContributingClass> classes) {
        Map<String, ToolModel> tools = new HashMap<>();
        Map<String, PromptModel> prompts = new HashMap<>();
        for (ContributingClass one : classes) {
            for (ToolModel tool : one.tools()) {
                ToolModel first = tools.putIfAbsent(tool.name().toLowerCase(Locale.ROOT), tool);
                if (first != null) {
                    duplicate("tool", tool.element(), tool.name(), first.element(), first.name());
                }
            }
            for (PromptModel prompt : one.prompts()) {
                PromptModel first = prompts.putIfAbsent(prompt.name().toLowerCase(Locale.ROOT), prompt);
                if (first != null) {
                    duplicate("prompt", prompt.element(), prompt.name(), first.element(), first.name());
                }
            }
        }
    }

    private void duplicate(String kind, ExecutableElement second, String name, ExecutableElement first,
            String firstName) {
        String like = name.equals(firstName) ? "" : " like '" + firstName + "' (case does not count)";
        problems.add(second, "Method " + second.getSimpleName() + " names the " + kind + " '" + name + "'" + like
                + ", which " + place(first) + " has already; rename one");
    }

    private static String place(Element element) {
        return JavaNames.outer(element).getSimpleName() + "." + element.getSimpleName();
    }

    private void checkConfiguration(List<ContributingClass> classes) {
        ContributingClass first = null;
        for (ContributingClass one : classes) {
            if (one.configuration().isEmpty()) {
                continue;
            }
            if (first == null) {
                first = one;
                continue;
            }
            String type = one.configuration().get().type().javaType();
            String firstType = first.configuration().map(use -> use.type().javaType()).orElse("");
            if (!type.equals(firstType)) {
                problems.add(one.element(), "Class " + one.element().getSimpleName() + " takes the configuration "
                        + type + ", but " + first.element().getSimpleName() + " takes " + firstType
                        + "; use one record in every class of the plugin");
            }
        }
    }

    private void checkResources(List<ContributingClass> classes) {
        Map<String, ContributingClass> connectors = new HashMap<>();
        for (ContributingClass one : classes) {
            one.scheme().ifPresent(scheme -> {
                ContributingClass first = connectors.putIfAbsent(scheme, one);
                if (first != null) {
                    problems.add(one.element(), "Class " + one.element().getSimpleName() + " serves the scheme '"
                            + scheme + "', which " + first.element().getSimpleName() + " serves already; keep one");
                }
            });
        }
        Map<String, ResourceModel> uris = new HashMap<>();
        for (ContributingClass one : classes) {
            for (ResourceModel resource : one.resources()) {
                ContributingClass connector = connectors.get(resource.scheme());
                if (connector != null) {
                    problems.add(resource.element(), "Method " + resource.element().getSimpleName() + " serves '"
                            + resource.uri() + "', but the class " + connector.element().getSimpleName()
                            + " serves the whole scheme '" + resource.scheme()
                            + "'; serve it there or use another scheme");
                }
                ResourceModel first = uris.putIfAbsent(resource.uri(), resource);
                if (first != null) {
                    problems.add(resource.element(), "Method " + resource.element().getSimpleName() + " serves '"
                            + resource.uri() + "', which " + place(first.element()) + " serves already; keep one");
                }
            }
        }
    }

    private void checkCompletions(List<ContributingClass> classes) {
        Set<String> seen = new HashSet<>();
        for (ContributingClass one : classes) {
            for (CompletionModel completion : one.completions()) {
                String subject = "Completion method " + completion.element().getSimpleName();
                boolean isNew = seen.add(
                        completion.prompt() + " " + completion.template() + " " + completion.argument());
                if (!isNew) {
                    problems.add(completion.element(), subject
                            + " completes what another method completes already; keep one");
                }
                if (!completion.prompt().isEmpty() && completion.template().isEmpty()) {
                    ofPrompt(classes, completion)
                            .ifPresent(problem -> problems.add(completion.element(), subject + " " + problem));
                } else if (!completion.template().isEmpty() && completion.prompt().isEmpty()) {
                    ofTemplate(classes, completion)
                            .ifPresent(problem -> problems.add(completion.element(), subject + " " + problem));
                }
            }
        }
    }

    private static Optional<String> ofPrompt(List<ContributingClass> classes, CompletionModel completion) {
        List<PromptModel> prompts = classes.stream().flatMap(one -> one.prompts().stream()).toList();
        Optional<PromptModel> prompt = prompts.stream().filter(one -> one.name().equals(completion.prompt()))
                .findFirst();
        if (prompt.isEmpty()) {
            return Optional.of("names the prompt '" + completion.prompt() + "', which the plugin does not declare; "
                    + known("its prompts are ", prompts.stream().map(PromptModel::name).toList()));
        }
        List<String> arguments = prompt.get().arguments().stream().map(argument -> argument.jsonName()).toList();
        return arguments.contains(completion.argument()) ? Optional.empty()
                : Optional.of("names the argument '" + completion.argument() + "', which the prompt '"
                        + completion.prompt() + "' does not have; " + known("it has ", arguments));
    }

    private static Optional<String> ofTemplate(List<ContributingClass> classes, CompletionModel completion) {
        List<String> templates = classes.stream().flatMap(one -> one.resources().stream())
                .filter(ResourceModel::isTemplate).map(ResourceModel::uri).toList();
        String template = completion.template();
        int colon = template.indexOf(':');
        boolean isOfConnector = colon > 0 && classes.stream()
                .anyMatch(one -> one.scheme().equals(Optional.of(template.substring(0, colon))));
        if (!templates.contains(template) && !isOfConnector) {
            return Optional.of("names the template '" + template + "', which the plugin does not declare; "
                    + known("its templates are ", templates));
        }
        try {
            List<String> variables = UriTemplate.parse(template).variables();
            return variables.contains(completion.argument()) ? Optional.empty()
                    : Optional.of("names the variable '" + completion.argument() + "', which '" + template
                            + "' does not have; " + known("it has ", variables));
        } catch (IllegalArgumentException e) {
            return Optional.of("is wrong: " + e.getMessage());
        }
    }

    private static String known(String start, List<String> names) {
        return names.isEmpty() ? "there is none" : start + String.join(", ", names);
    }
}
