namespace Akka.TestKit;

/// <summary>Lets threads go on when so many of them have arrived; reusable.</summary>
public class TestBarrier
{
    [Obsolete("This field will be removed in future versions.")]
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly TestKitBase _testKit;
    private readonly Barrier _barrier;
    private readonly TimeSpan _defaultTimeout;

    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _defaultTimeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
        _barrier = new Barrier(count);
    }

    public void Await() => Await(_defaultTimeout);

    /// <summary>Waits for the others, at most so long.</summary>
    public void Await(TimeSpan timeout) => _ = _barrier.SignalAndWait(_testKit.Dilated(timeout));

    /// <summary>Nothing has to be undone: the barrier begins anew with every round.</summary>
    public void Reset()
    {
    }
}
