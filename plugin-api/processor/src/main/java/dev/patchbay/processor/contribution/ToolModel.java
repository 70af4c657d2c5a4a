package dev.patchbay.processor.contribution;

import dev.patchbay.api.tool.Tool;
import dev.patchbay.processor.type.Member;
import dev.patchbay.processor.type.SchemaBuilder;
import dev.patchbay.processor.type.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;

/**
 * A method that is a tool.
 *
 * @param element the method
 * @param name the tool's name
 * @param tool the annotation
 * @param parameters the method's parameters
 * @param result what it returns
 */
public record ToolModel(ExecutableElement element, String name, Tool tool, List<Parameter> parameters, Result result) {
    /** Returns the arguments in their order. */
    public List<Member> arguments() {
        return members(parameters);
    }

    /** Returns the schema of the arguments. */
    public Map<String, Object> inputSchema() {
        return SchemaBuilder.ofArguments(arguments());
    }

    /** Returns the schema of the structured content, if there is one that says something. */
    public Optional<Map<String, Object>> outputSchema() {
        return result.value().filter(use -> !(use.type() instanceof ValueType.Any)).map(SchemaBuilder::ofResult);
    }

    /** Returns whether it may destroy something, which a read-only tool never does. */
    public boolean isDestructive() {
        return tool.destructive() && !tool.readOnly();
    }

    static List<Member> members(List<Parameter> parameters) {
        return parameters.stream().filter(Parameter.OfMember.class::isInstance).map(Parameter.OfMember.class::cast)
                .map(Parameter.OfMember::member).toList();
    }
}
