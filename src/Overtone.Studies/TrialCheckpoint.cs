using System.Text;
using Overtone.Studies.Tables;

namespace Overtone.Studies;

/// <summary>
/// The checkpoint of a trial that adds rows: the rows, and for each thing that it has followed how much had been measured, how many rows
/// there were, and the thing's state.
/// </summary>
internal sealed class TrialCheckpoint(TrialContext context)
{
    // Changes with the layout: a checkpoint of another build is left alone, not misread.
    private static readonly byte[] Header = "rows 1"u8.ToArray();

    private readonly List<Section> _sections = [];
    private readonly Lazy<(RowBuffers Rows, Section[] Sections)> _before = new(() => Open(context));

    /// <summary>Brings the next thing that is followed, and the rows, to where an interrupted attempt left them.</summary>
    /// <returns>How many measurements it had made of this thing; 0 when there was none, and then nothing is changed.</returns>
    public int Resume(IStepwise work, RowBuffers rows)
    {
        (RowBuffers before, Section[] sections) = _before.Value;
        if (_sections.Count >= sections.Length)
            return 0;
        Section section = sections[_sections.Count];
        rows.Restore(before, section.Rows);
        work.Load(new MemoryStream(section.State));
        return section.Measured;
    }

    /// <summary>Saves a checkpoint.</summary>
    public void Save(IStepwise work, int measured, RowBuffers rows) => context.SaveCheckpoint(stream =>
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Header);
        rows.Write(writer);
        writer.Write(_sections.Count + 1);
        foreach (Section section in _sections.Append(Section.Of(work, measured, rows)))
            section.Write(writer);
    });

    /// <summary>Remembers the end of what was followed: what comes after it may still be interrupted.</summary>
    public void Finish(IStepwise work, int measured, RowBuffers rows) => _sections.Add(Section.Of(work, measured, rows));

    private static (RowBuffers Rows, Section[] Sections) Open(TrialContext context)
    {
        using Stream? stream = context.OpenCheckpoint();
        if (stream is null)
            return (new RowBuffers(), []);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        if (!reader.ReadBytes(Header.Length).SequenceEqual(Header))
        {
            context.Announce("warning: the checkpoint was written by another build; the trial starts over");
            return (new RowBuffers(), []);
        }

        RowBuffers rows = RowBuffers.Read(reader);
        return (rows, [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => Section.Read(reader))]);
    }

    private sealed record Section(int Measured, IReadOnlyDictionary<string, int> Rows, byte[] State)
    {
        public static Section Of(IStepwise work, int measured, RowBuffers rows)
        {
            using var state = new MemoryStream();
            work.Save(state);
            return new Section(measured, rows.Counts, state.ToArray());
        }

        public void Write(BinaryWriter writer)
        {
            writer.Write(Measured);
            writer.Write(Rows.Count);
            foreach ((string table, int count) in Rows)
            {
                writer.Write(table);
                writer.Write(count);
            }

            writer.Write(State.Length);
            writer.Write(State);
        }

        public static Section Read(BinaryReader reader)
        {
            int measured = reader.ReadInt32();
            var rows = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int remaining = reader.ReadInt32(); remaining > 0; remaining--)
                rows.Add(reader.ReadString(), reader.ReadInt32());
            return new Section(measured, rows, reader.ReadBytes(reader.ReadInt32()));
        }
    }
}
