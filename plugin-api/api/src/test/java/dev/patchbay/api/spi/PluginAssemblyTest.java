package dev.patchbay.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.Contributor;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginAssemblyTest {
    private final List<String> closed = new ArrayList<>();
    private final PluginAssembly assembly = new PluginAssembly();

    private AutoCloseable closeable(String name, Throwable problem) {
        return () -> {
            closed.add(name);
            if (problem instanceof Exception exception) {
                throw exception;
            }
            if (problem instanceof Error error) {
                throw error;
            }
        };
    }

    @Test
    void objectsAreClosedLastFirstAndAllOfThem() {
        assembly.add(closeable("first", new IOException("a")));
        assembly.add(closeable("second", new AssertionError("b")));
        assembly.add("not closeable");
        StartedPlugin plugin = assembly.start();

        assertThatThrownBy(plugin::stop).isInstanceOf(AssertionError.class).hasMessage("b")
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(IOException.class));
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void anAbandonedStartClosesWhatThereIsAndKeepsItsCause() {
        IllegalStateException cause = new IllegalStateException("constructor");
        assembly.add(closeable("first", new IOException("a")));

        assembly.abandon(cause);

        assertThat(closed).containsExactly("first");
        assertThat(cause.getSuppressed()).singleElement().isInstanceOf(IOException.class);
    }

    @Test
    void contributorsAreAskedOnce() {
        List<String> asked = new ArrayList<>();
        assembly.add((Contributor) () -> {
            asked.add("asked");
            return Contributions.builder()
                    .tool(ToolDefinition.builder("t", "d").build(), call -> CallToolResult.text("")).build();
        });

        StartedPlugin plugin = assembly.start();

        assertThat(plugin.dynamic().tools()).hasSize(1);
        assertThat(plugin.dynamic().tools()).hasSize(1);
        assertThat(plugin.declared().tools()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void healthIsThatOfEveryObjectThatCanTell() throws Exception {
        assembly.add((dev.patchbay.api.HealthCheck) () -> closed.add("checked"));
        assembly.add((dev.patchbay.api.HealthCheck) () -> {
            throw new IOException("down");
        });

        assertThatThrownBy(() -> assembly.start().checkHealth()).isInstanceOf(IOException.class).hasMessage("down");
        assertThat(closed).containsExactly("checked");
    }
}
