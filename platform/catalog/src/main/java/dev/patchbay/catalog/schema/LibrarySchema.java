package dev.patchbay.catalog.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks by the library, after a quick look that spares it most values that conform. */
final class LibrarySchema implements CompiledSchema {
    private static final int MAX_DEPTH = 600;
    private static final long BASE_STEPS = 100_000;
    private static final long STEPS_PER_NODE = 40;

    private final Schema schema;
    private final Map<String, @Nullable Object> source;
    private final @Nullable QuickCheck quick;

    LibrarySchema(Schema schema, Map<String, @Nullable Object> source, @Nullable QuickCheck quick) {
        this.schema = schema;
        this.source = source;
        this.quick = quick;
    }

    @Override
    public List<Violation> check(@Nullable Object value) {
        return quick != null && quick.surelyAccepts(value) ? List.of() : checkByLibrary(value);
    }

    List<Violation> checkByLibrary(@Nullable Object value) {
        JsonNodes.Counted tree;
        try {
            tree = JsonNodes.counted(value);
        } catch (IllegalArgumentException e) {
            return List.of(new Violation("", String.valueOf(e.getMessage())));
        }
        try {
            List<Error> errors = schema.validate(tree.root(), context -> context.setExecutionConfig(limits(tree)));
            return errors.isEmpty() ? List.of() : Explanation.of(errors, source, value);
        } catch (ValidationLimitExceededException e) {
            return List.of(new Violation("", "is too complex to be checked against the schema"));
        }
    }

    private static ExecutionConfig limits(JsonNodes.Counted tree) {
        return ExecutionConfig.builder().formatAssertionsEnabled(true).maxEvaluationDepth(MAX_DEPTH)
                .maxEvaluationSteps(BASE_STEPS + STEPS_PER_NODE * tree.nodes()).build();
    }
}
