namespace Overtone.Attacks;

/// <summary>What an attack has cost, image by image, in all and for each of its parts.</summary>
/// <param name="count">Images that are attacked.</param>
/// <param name="refusesNaN">Whether logits that are no numbers end the attack.</param>
internal sealed class AttackLedger(int count, bool refusesNaN)
{
    private readonly List<(string Name, PassTally Tally)> _parts = [];

    public int Count => count;

    public bool RefusesNaN => refusesNaN;

    public bool[] HasGradient { get; } = new bool[count];

    public PassTally All { get; } = new(count);

    public IReadOnlyList<AttackShare> Parts =>
        [.. _parts.Select(part => new AttackShare(part.Name, part.Tally.Forward, part.Tally.Backward, part.Tally.Broken))];

    /// <summary>The tally of a part, the same one for each batch.</summary>
    public PassTally Part(string name)
    {
        if (!_parts.Exists(part => part.Name == name))
            _parts.Add((name, new PassTally(count)));
        return _parts.Find(part => part.Name == name).Tally;
    }
}

/// <summary>Passes per image.</summary>
/// <param name="count">Images.</param>
internal sealed class PassTally(int count)
{
    public int[] Forward { get; } = new int[count];

    public int[] Backward { get; } = new int[count];

    public bool[] Broken { get; } = new bool[count];

    public void Add(IEnumerable<int> images, int passes, bool isBackward)
    {
        foreach (int image in images)
        {
            Forward[image] += passes;
            Backward[image] += isBackward ? passes : 0;
        }
    }
}
