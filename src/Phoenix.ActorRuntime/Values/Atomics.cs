namespace Akka.Util
{
    /// <summary>A flag that many threads may change.</summary>
    public class AtomicBoolean(bool initialValue = false)
    {
        private volatile bool _value = initialValue;

        public bool Value
        {
            get => _value;
            set => _value = value;
        }

        public static implicit operator bool(AtomicBoolean atomicBoolean) => atomicBoolean.Value;

        /// <returns>True if it was <paramref name="expected"/> and now is <paramref name="newValue"/>.</returns>
        public bool CompareAndSet(bool expected, bool newValue) =>
            Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

        /// <returns>The value before.</returns>
        public bool GetAndSet(bool newValue) => Interlocked.Exchange(ref _value, newValue);
    }

    /// <summary>A reference that many threads may change.</summary>
    public class AtomicReference<T>
        where T : class
    {
        protected T atomicValue;

        public AtomicReference(T originalValue) => atomicValue = originalValue;

        public AtomicReference() => atomicValue = default!;

        public T Value
        {
            get => Volatile.Read(ref atomicValue);
            set => Volatile.Write(ref atomicValue, value);
        }

        public static implicit operator T(AtomicReference<T> atomicReference) => atomicReference.Value;

        /// <returns>True if it was <paramref name="expected"/> and now is <paramref name="newValue"/>.</returns>
        public bool CompareAndSet(T expected, T newValue) =>
            ReferenceEquals(Interlocked.CompareExchange(ref atomicValue, newValue, expected), expected);

        /// <returns>The value before.</returns>
        public T GetAndSet(T newValue) => Interlocked.Exchange(ref atomicValue, newValue);
    }
}

namespace Akka.Util.Internal
{
    /// <summary>A number that many threads may change.</summary>
    public interface IAtomicCounter<T>
    {
        T Current { get; }

        T AddAndGet(T amount);

        T GetAndAdd(T amount);

        T GetAndIncrement();

        T IncrementAndGet();

        T Next();

        void Reset();
    }

    /// <summary>An <see cref="int"/> that many threads may change; the first <see cref="Next"/> is 0 unless it begins
    /// elsewhere.</summary>
    public class AtomicCounter : IAtomicCounter<int>
    {
        private int _value;

        public AtomicCounter()
            : this(-1)
        {
        }

        public AtomicCounter(int initialValue) => _value = initialValue;

        public int Current => Volatile.Read(ref _value);

        public int Next() => Interlocked.Increment(ref _value);

        public int Decrement() => Interlocked.Decrement(ref _value);

        public int GetAndIncrement() => Interlocked.Increment(ref _value) - 1;

        public int IncrementAndGet() => Interlocked.Increment(ref _value);

        public int DecrementAndGet() => Interlocked.Decrement(ref _value);

        public int GetAndDecrement() => Interlocked.Decrement(ref _value) + 1;

        public int GetAndAdd(int amount) => Interlocked.Add(ref _value, amount) - amount;

        public int AddAndGet(int amount) => Interlocked.Add(ref _value, amount);

        public int GetAndSet(int value) => Interlocked.Exchange(ref _value, value);

        public bool CompareAndSet(int expected, int newValue) =>
            Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

        /// <summary>Sets it to 0.</summary>
        public void Reset() => Volatile.Write(ref _value, 0);
    }

    /// <summary>A <see cref="long"/> that many threads may change; the first <see cref="Next"/> is 0 unless it begins
    /// elsewhere.</summary>
    public class AtomicCounterLong : IAtomicCounter<long>
    {
        private long _value;

        public AtomicCounterLong()
            : this(-1)
        {
        }

        public AtomicCounterLong(long value) => _value = value;

        public long Current => Volatile.Read(ref _value);

        public long Next() => Interlocked.Increment(ref _value);

        public long GetAndIncrement() => Interlocked.Increment(ref _value) - 1;

        public long IncrementAndGet() => Interlocked.Increment(ref _value);

        public long DecrementAndGet() => Interlocked.Decrement(ref _value);

        public long GetAndAdd(long amount) => Interlocked.Add(ref _value, amount) - amount;

        public long AddAndGet(long amount) => Interlocked.Add(ref _value, amount);

        public long GetAndSet(long value) => Interlocked.Exchange(ref _value, value);

        public bool CompareAndSet(long expected, long newValue) =>
            Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

        /// <summary>Sets it to 0.</summary>
        public void Reset() => Volatile.Write(ref _value, 0);
    }
}
