namespace Phoenix.Node.Traces;

/// <summary>Remembers something by its key, the newest of it only.</summary>
/// <param name="capacity">Keys remembered at most.</param>
internal sealed class Recent<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly Queue<TKey> _oldest = new();

    public void Remember(TKey key, TValue value)
    {
        _values[key] = value;
        _oldest.Enqueue(key);
        if (_oldest.Count > capacity)
        {
            _values.Remove(_oldest.Dequeue());
        }
    }

    public bool TryRecall(TKey key, out TValue value) => _values.TryGetValue(key, out value!);
}
