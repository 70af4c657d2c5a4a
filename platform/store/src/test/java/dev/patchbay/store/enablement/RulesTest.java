package dev.patchbay.store.enablement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class RulesTest {
    private final Rules rules;

    RulesTest(TestEngine engine) {
        rules = new Rules(engine.emptied());
    }

    private static Rule rule(String name, int position) {
        return new Rule(name, "Hours", "tool.name == \"x\"", "time.hour < 18", "Come back tomorrow", false, position);
    }

    @Test
    void comeByPosition() {
        Rule bare = new Rule("bare", "", null, "true", "", true, -1);
        rules.create(rule("a", 7));
        rules.create(rule("c", 2));
        rules.create(rule("b", 2));
        rules.create(bare);
        assertThat(rules.all()).containsExactly(bare, rule("b", 2), rule("c", 2), rule("a", 7));
    }

    @Test
    void areReplacedAndDeleted() {
        rules.create(rule("a", 1));
        Rule changed = new Rule("a", "d", null, "'" + "x".repeat(90_000) + "' != ''", "m", true, 3);
        rules.update(changed);
        assertThat(rules.find("a")).contains(changed);
        rules.delete("a");
        assertThat(rules.find("a")).isEmpty();
    }

    @Test
    void refuseWhatIsTakenOrMissing() {
        rules.create(rule("a", 1));
        assertThatThrownBy(() -> rules.create(rule("a", 2))).isInstanceOf(DuplicateException.class);
        assertThatThrownBy(() -> rules.update(rule("b", 2))).isInstanceOf(MissingException.class);
        assertThatThrownBy(() -> rules.delete("b")).isInstanceOf(MissingException.class)
                .hasMessage("there is no rule 'b'");
        assertThatThrownBy(() -> new Rule("a", "", null, "", "", false, 0)).hasMessageContaining("empty");
    }
}
