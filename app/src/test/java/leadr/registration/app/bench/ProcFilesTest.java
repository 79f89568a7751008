package leadr.registration.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcFilesTest {
    // pid (name) state ppid pgrp session tty tpgid flags minflt cminflt majflt cmajflt utime stime cutime cstime …
    private static final String STAT = "42 (a (strange) name) S 1 2 3 0 -1 4194560 900 800 7 6 1234 66 1000 700 20 0";

    @Test
    void processorTimeIsReadBehindANameThatMayHoldAnything() {
        assertThat(ProcFiles.cpuSeconds(STAT, 2)).isEqualTo(13.0);
    }

    @Test
    void theTimeOfEndedChildrenCountsWhereItIsAskedFor() {
        assertThat(ProcFiles.cpuSeconds(STAT, 4)).isEqualTo(30.0);
    }

    @Test
    void memoryIsInMebibytesAndUnknownWhereItIsNotTold() {
        String status = "Name:\tjava\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n";

        assertThat(ProcFiles.mebibytes(status, "VmHWM")).isEqualTo(200.0);
        assertThat(ProcFiles.mebibytes(status, "VmRSS")).isEqualTo(100.0);
        assertThat(ProcFiles.mebibytes(status, "Pss")).isNaN();
    }
}
