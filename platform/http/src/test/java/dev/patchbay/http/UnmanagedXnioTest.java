package dev.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;
import org.xnio.XnioWorker;

class UnmanagedXnioTest {
    private static final String BUILDER = "javax.management.builder.initial";

    @Test
    void startsNoManagementAndLeavesItToOthersAsItWas() throws Exception {
        assertThat(MBeanServerFactory.findMBeanServer(null)).as("before").isEmpty();
        XnioWorker worker = UnmanagedXnio.find().createWorker(OptionMap.EMPTY);
        try {
            assertThat(MBeanServerFactory.findMBeanServer(null)).isEmpty();
            assertThat(System.getProperty(BUILDER)).isNull();
            assertThat(UnmanagedXnio.find()).isSameAs(worker.getXnio());
        } finally {
            worker.shutdownNow();
        }
    }
}
