using Akka.Pattern;

namespace Akka.TestKit;

/// <summary>A circuit breaker and what it has been: each event is set when that state is entered first.</summary>
public class TestBreaker
{
    public TestBreaker(CircuitBreaker instance)
    {
        Instance = instance;
        _ = instance.OnClose(() => Set(ClosedLatch)).OnHalfOpen(() => Set(HalfOpenLatch)).OnOpen(() => Set(OpenLatch));
    }

    public CircuitBreaker Instance { get; }

    public CountdownEvent ClosedLatch { get; } = new(1);

    public CountdownEvent HalfOpenLatch { get; } = new(1);

    public CountdownEvent OpenLatch { get; } = new(1);

    private static void Set(CountdownEvent latch)
    {
        if (!latch.IsSet) _ = latch.Signal();
    }
}
