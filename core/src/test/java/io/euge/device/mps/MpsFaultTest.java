package io.euge.device.mps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MpsFaultTest {
  @ParameterizedTest
  @CsvSource({
    "'CUDA failure 805: MPS client failed to connect to the MPS control daemon ; GPU=0', 805",
    "'Error code - ORT_FAIL - message: CUDA failure 810: the MPS client has been terminated', 810",
    "'CUDA error 807: not ready', 807",
    "'cuda error: 806', 806",
    "'failed with cudaErrorMpsMaxClientsReached', 808",
    "'CUDA_ERROR_MPS_MAX_CONNECTIONS_REACHED', 809",
    "'CUDA_ERROR_MPS_CLIENT_TERMINATED: the client', 810",
    "'CUDA failure 2: out of memory after CUDA failure 806: RPC', 806"
  })
  void aMessageNamesAFault(String message, int code) {
    MpsFault fault = MpsFault.in(message).orElseThrow();
    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.message()).contains(code + " cudaErrorMps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA failure 2: out of memory",
        "CUDA failure 8050: none",
        "805 frames",
        "CUDA failure 804: forward compatibility",
        "null"
      })
  void anythingElseIsNone(String message) {
    assertThat(MpsFault.in(message)).isEmpty();
  }

  @Test
  void aFaultIsFoundAmongTheCauses() {
    Exception root = new Exception("CUDA failure 805: x");
    Exception outer = new IllegalStateException("task failed", new RuntimeException(null, root));
    assertThat(MpsFault.in(outer)).map(MpsFault::code).contains(805);
    assertThat(MpsFault.in(new RuntimeException())).isEmpty();
  }
}
