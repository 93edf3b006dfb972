from django.urls import path

from therapist.views import mine, my_messages

app_name = "letters"
urlpatterns = [
    path("week/<int:number>/letter/", mine.letter, name="letter"),
    path("messages/", my_messages.messages, name="messages"),
    path("messages/all/", my_messages.everything, name="everything"),
]
