using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

public sealed class InputChecksumsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Remembered => _folder["checksums.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_checksum_is_that_of_the_content_now()
    {
        string file = Write("a", "one");
        var checksums = new InputChecksums(Remembered, default);
        Assert.Equal(Checksum.OfText("one"), checksums.Of(file));
        Write("a", "two");
        Assert.Equal(Checksum.OfText("two"), checksums.Of(file));
        Assert.Equal([Checksum.OfText("two")], checksums.OfData([file]));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"a\": null}")]
    [InlineData("{\"a\": 7}")]
    [InlineData("{\"a\": \"short\"}")]
    [InlineData("{\"\\ud800\": \"x\"}")]
    [InlineData("")]
    [InlineData("no JSON")]
    public void What_is_remembered_and_damaged_is_forgotten(string content)
    {
        File.WriteAllText(Remembered, content);
        Assert.Equal([Checksum.OfText("one")], new InputChecksums(Remembered, default, smallData: 0).OfData([Write("a", "one")]));
    }

    [Fact]
    public void A_pipe_is_refused_unopened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: elsewhere nothing tells without opening it");
        using var made = System.Diagnostics.Process.Start("mkfifo", [_folder["pipe"]]);
        made.WaitForExit();
        var checksums = new InputChecksums(Remembered, default);
        string expected = $"{_folder["pipe"]}: file: found a pipe, a device or a socket, expected a file";
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => checksums.Of(_folder["pipe"])).Message);
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => checksums.OfData([_folder["pipe"]])).Message);
        Assert.Throws<InvalidDataException>(() => checksums.Of("/dev/zero"));
    }

    [Fact]
    public void Small_data_are_never_remembered()
    {
        var checksums = new InputChecksums(Remembered, default);
        checksums.OfData([Write("a", "one"), Write("b", "two")]);
        checksums.Save();
        Assert.False(File.Exists(Remembered));
    }

    [Fact]
    public void Large_data_are_remembered_until_anything_tells_of_a_change()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: elsewhere nothing is remembered");
        string large = _folder["large"];
        using (FileStream stream = File.Create(large))
            stream.SetLength(InputChecksums.SmallData + 1);
        var clock = new LaterClock();
        string before = Once();
        Assert.False(File.Exists(Remembered), "the file changed too short a time ago to be sure of it");
        clock.Lead = TimeSpan.FromSeconds(2.5);
        Assert.Equal(before, Once());
        Assert.True(File.Exists(Remembered));

        // A memory of something else shows that the file is not read again.
        File.WriteAllText(Remembered, File.ReadAllText(Remembered).Replace(before, new string('0', 64), StringComparison.Ordinal));
        Assert.Equal(new string('0', 64), Once());

        // A byte changes, and the time of writing is set back: the time of the last change is not.
        DateTime written = File.GetLastWriteTimeUtc(large);
        using (FileStream stream = File.OpenWrite(large))
            stream.WriteByte(1);
        File.SetLastWriteTimeUtc(large, written);
        Assert.NotEqual(new string('0', 64), Once());
        Assert.NotEqual(before, Once());

        string Once()
        {
            var checksums = new InputChecksums(Remembered, default, clock: clock);
            string checksum = checksums.OfData([large])[0];
            checksums.Save();
            return checksum;
        }
    }

    [Fact]
    public void A_damaged_memory_is_forgotten()
    {
        string large = _folder["large"];
        using (FileStream stream = File.Create(large))
            stream.SetLength(InputChecksums.SmallData + 1);
        string expected = Checksum.OfFile(large, TestContext.Current.CancellationToken);
        foreach (string content in new[] { "", "{", "[]", "null", "{\"a\": null}", "{\"a\": 3}" })
        {
            File.WriteAllText(Remembered, content);
            Assert.Equal([expected], new InputChecksums(Remembered, default).OfData([large]));
        }
    }

    [Fact]
    public void Hashing_can_be_stopped() => Assert.Throws<OperationCanceledException>(() =>
        new InputChecksums(Remembered, new CancellationToken(canceled: true)).Of(Write("a", "one")));

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains(
            _folder["nothing"],
            Assert.Throws<FileNotFoundException>(() => new InputChecksums(Remembered, default).Of(_folder["nothing"])).Message);

    private string Write(string name, string content)
    {
        File.WriteAllText(_folder[name], content);
        File.SetLastWriteTimeUtc(_folder[name], DateTime.UnixEpoch);
        return _folder[name];
    }

    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Lead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Lead;
    }
}
