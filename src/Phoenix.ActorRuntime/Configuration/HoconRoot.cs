namespace Akka.Configuration.Hocon;

/// <summary>The root of a text.</summary>
/// <remarks>As long as only <see cref="Parser"/> has seen it, its substitutions are open: included in another text, it
/// is resolved together with that.</remarks>
public class HoconRoot
{
    private readonly HoconNode? _tree;
    private readonly HoconPlace? _place;
    private readonly Lazy<HoconValue> _value;

    public HoconRoot(HoconValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = new Lazy<HoconValue>(value);
    }

    internal HoconRoot(HoconNode.Fields tree)
    {
        _tree = tree;
        _value = new Lazy<HoconValue>(() => new HoconResolver(tree).Resolve());
    }

    internal HoconRoot(HoconNode.List tree, HoconPlace place)
    {
        (_tree, _place) = (tree, place);
        _value = new Lazy<HoconValue>(() => new HoconResolver(new HoconNode.Fields()).Resolve(tree));
    }

    /// <summary>The value with all substitutions resolved; one that is not defined is a
    /// <see cref="ConfigurationException"/>.</summary>
    public HoconValue Value => _value.Value;

    /// <summary>The value if a configuration can be made of it.</summary>
    internal HoconValue Object()
    {
        const string Mistake = "The root of a configuration must be an object";
        if (_place is not null) throw _place.Error(Mistake);
        return Value.IsObject() ? Value : throw new ConfigurationException(Mistake + ".");
    }

    /// <summary>What is to be included, as it was written.</summary>
    internal HoconNode.Fields Tree(int start, HoconScanner including)
    {
        if (_tree is HoconNode.Fields fields) return fields;
        if (_tree is null && Value.IsObject())
        {
            var ready = new HoconNode.Fields();
            foreach (var (key, value) in Value.GetObject().Items)
            {
                ready.Field(key).Assignments.Add(new HoconNode.Ready(value));
            }

            return ready;
        }

        throw including.ErrorAt(start, "Only an object can be included, not an array or text; it is included");
    }
}
