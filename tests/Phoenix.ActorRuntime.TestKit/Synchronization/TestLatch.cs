namespace Akka.TestKit;

/// <summary>A gate that opens after a number of counts.</summary>
public class TestLatch
{
    [Obsolete("This field will be removed. TestKitSettings.DefaultTimeout is an alternative.")]
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    private readonly CountdownEvent _counts;
    private readonly Func<TimeSpan, TimeSpan>? _dilate;
    private readonly TimeSpan _defaultTimeout;

    public TestLatch()
        : this(1)
    {
    }

    public TestLatch(int count)
        : this(count, FiveSeconds)
    {
    }

    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(null!, defaultTimeout, count)
    {
    }

    /// <param name="dilate">Stretches timeouts; null if they are taken as they are.</param>
    /// <param name="defaultTimeout">Of <see cref="Ready()"/>.</param>
    /// <param name="count">How many counts open the gate.</param>
    protected TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        (_dilate, _defaultTimeout) = (dilate, defaultTimeout);
        _counts = new CountdownEvent(count);
    }

    public bool IsOpen => _counts.CurrentCount == 0;

    public void CountDown() => _counts.Signal();

    /// <summary>Opens the gate whatever the count.</summary>
    public void Open()
    {
        while (!IsOpen) CountDown();
    }

    /// <summary>Closes the gate and counts from the beginning.</summary>
    public void Reset() => _counts.Reset();

    /// <summary>Waits for the gate to open.</summary>
    /// <exception cref="TimeoutException">It is still closed.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (timeout == TimeSpan.MaxValue) throw new ArgumentException("TestLatch does not support infinite timeouts");
        var limit = _dilate?.Invoke(timeout) ?? timeout;
        if (!_counts.Wait(limit)) throw new TimeoutException($"Timeout of {limit}");
    }

    public void Ready() => Ready(_defaultTimeout);

    /// <summary>The gate of a kit: its timeouts are stretched as the kit's are.</summary>
    internal static TestLatch Of(TestKitBase kit, int count) =>
        new(kit.Dilated, kit.TestKitSettings.DefaultTimeout, count);
}
