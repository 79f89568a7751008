package leadr.registration.application.store;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.domain.account.UserId;
import org.junit.jupiter.api.Test;

class IdempotentRequestTest {
    @Test
    void aRequestIsOverExactlyADayLater() {
        IdempotentRequest request = new IdempotentRequest(
                new UserId(anId()), AuditAction.REDEEM_JAM_CODE, new IdempotencyKey("key").mark(), anId(), NOON);
        Instant end = NOON.plus(Duration.ofHours(24));

        assertThat(request.isOver(NOON.minus(TICK))).isFalse();
        assertThat(request.isOver(NOON)).isFalse();
        assertThat(request.isOver(end.minus(TICK))).isFalse();
        assertThat(request.isOver(end)).isTrue();
        assertThat(request.isOver(end.plus(TICK))).isTrue();
    }
}
