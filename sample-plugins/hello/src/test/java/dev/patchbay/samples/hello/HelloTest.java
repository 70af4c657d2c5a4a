package dev.patchbay.samples.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patchbay.testkit.PatchbayTest;
import dev.patchbay.testkit.TestClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PatchbayTest
class HelloTest {
    @Test
    void greetsByName(TestClient client) {
        assertEquals("Hello, Ada!", client.callTool("hello", Map.of("name", "Ada")).text());
    }
}
