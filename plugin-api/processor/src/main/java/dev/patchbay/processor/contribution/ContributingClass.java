package dev.patchbay.processor.contribution;

import dev.patchbay.processor.type.JavaNames;
import dev.patchbay.processor.type.Use;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * A class marked as contributing.
 *
 * @param element the class
 * @param constructor what its constructor takes, in order
 * @param scheme the scheme it serves as a connector, if it is one
 * @param isContributor whether it contributes at run time too
 * @param tools its tools
 * @param resources its resources and templates
 * @param prompts its prompts
 * @param completions its completions
 */
public record ContributingClass(TypeElement element, List<Taken> constructor, Optional<String> scheme,
        boolean isContributor, List<ToolModel> tools, List<ResourceModel> resources, List<PromptModel> prompts,
        List<CompletionModel> completions) {
    /** What a constructor takes. */
    public sealed interface Taken {}

    /** The context. */
    public record TakenContext() implements Taken {}

    /** The configuration. */
    public record TakenConfiguration(Use use) implements Taken {}

    /** Returns the qualified name. */
    public String name() {
        return element.getQualifiedName().toString();
    }

    /** Returns the name of the package. */
    public String packageName() {
        return JavaNames.packageOf(element).getQualifiedName().toString();
    }

    /** Returns the configuration it takes, if any. */
    public Optional<Use> configuration() {
        return constructor.stream().filter(TakenConfiguration.class::isInstance).map(TakenConfiguration.class::cast)
                .map(TakenConfiguration::use).findFirst();
    }
}
