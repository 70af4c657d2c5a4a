package dev.patchbay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.benchmarks.Options.Part;
import dev.patchbay.benchmarks.servers.Kind;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void anEmptyValueMeansTheDefaultAsMavenPassesIt() {
        Options options = Options.parse(new String[]{"--only=", "--seconds=", "--help=", "--report="});

        assertThat(options.parts()).containsExactly(Part.values());
        assertThat(options.plan().connections()).containsExactly(1, 16, 64, 256);
        assertThat(options.plan().kinds()).contains(Kind.SERVE, Kind.QUARKUS).doesNotContain(Kind.EVENTLOOP);
        assertThat(options.help()).isFalse();
    }

    @Test
    void partsServersAndNumbersAreChosen() {
        Options options = Options.parse(
                new String[]{"--only=start,calls", "--servers=serve, quarkus", "--seconds=7", "--connections=64"});

        assertThat(options.parts()).containsExactly(Part.CALLS, Part.START);
        assertThat(options.plan().kinds()).containsExactly(Kind.SERVE, Kind.QUARKUS);
        assertThat(options.plan().seconds()).isEqualTo(7);
        assertThat(options.plan().connections()).containsExactly(64);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> Options.parse(new String[]{"--servers=spring"})).hasMessageContaining("'spring'");
        assertThatThrownBy(() -> Options.parse(new String[]{"--second=3"})).hasMessageContaining("second");
        assertThatThrownBy(() -> Options.parse(new String[]{"--rounds=0"})).hasMessageContaining("rounds");
        assertThatThrownBy(() -> Options.parse(new String[]{"calls"})).hasMessageContaining("'calls'");
    }
}
