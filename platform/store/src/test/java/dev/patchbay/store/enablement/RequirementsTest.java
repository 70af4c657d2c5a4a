package dev.patchbay.store.enablement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.store.TestEngine;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class RequirementsTest {
    private final Requirements requirements;

    RequirementsTest(TestEngine engine) {
        requirements = new Requirements(engine.emptied());
    }

    @Test
    void areSetReplacedAndRemoved() {
        Requirement tool = new Requirement(EntryKind.TOOL, "notes_*", Set.of("notes:write", "notes:read"),
                "notes:write");
        Requirement prompt = new Requirement(EntryKind.PROMPT, "notes_*", Set.of(), null);
        requirements.put(tool);
        requirements.put(prompt);
        assertThat(requirements.all()).containsExactlyInAnyOrder(tool, prompt);
        Requirement changed = new Requirement(EntryKind.TOOL, "notes_*", Set.of("x"), null);
        requirements.put(changed);
        assertThat(requirements.all()).containsExactlyInAnyOrder(changed, prompt);
        assertThat(requirements.remove(EntryKind.TOOL, "notes_*")).isTrue();
        assertThat(requirements.remove(EntryKind.TOOL, "notes_*")).isFalse();
        assertThat(requirements.all()).containsExactly(prompt);
    }
}
