from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_client_keys'),
    ]

    operations = [
        migrations.AlterField(
            model_name='attemptcount',
            name='tried',
            field=models.CharField(choices=[('account', 'account'), ('code', 'code'), ('address', 'address'), ('letter', 'letter'), ('guess', 'guess'), ('visitor', 'visitor'), ('hold', 'hold')], max_length=10),
        ),
    ]
