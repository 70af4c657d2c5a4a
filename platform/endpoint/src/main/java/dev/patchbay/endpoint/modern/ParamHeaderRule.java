package dev.patchbay.endpoint.modern;

import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.DefinitionRule;
import dev.patchbay.protocol.http.ParamHeaders;
import java.util.List;
import java.util.Optional;

/** Refuses tools whose {@code x-mcp-header} marks break the rules: clients would drop such a tool without a word. */
public final class ParamHeaderRule implements DefinitionRule {
    @Override
    public Optional<String> problem(ToolDefinition definition) {
        List<String> problems = ParamHeaders.problems(definition.inputSchema());
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }
}
